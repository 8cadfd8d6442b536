package dev.forktail.duckdb.process;

import dev.forktail.duckdb.wire.DataFrames;
import dev.forktail.duckdb.wire.Failure;
import dev.forktail.duckdb.wire.Frame;
import dev.forktail.duckdb.wire.FrameKind;
import dev.forktail.duckdb.wire.FrameReader;
import dev.forktail.duckdb.wire.FrameWriter;
import dev.forktail.duckdb.wire.Hello;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A running child. Asked by one thread at a time; cancelled and killed by any.
final class Child {
  private static final Duration START_MAX = Duration.ofSeconds(30);
  private static final int USES_MAX = 1_000;

  private final Process process;
  private final Path folder;
  private final FrameWriter input;
  private final ChildOutput output;
  private final LastWords lastWords;
  private int uses;
  private volatile boolean broken;

  private Child(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.input = new FrameWriter(process.getOutputStream());
    this.output = ChildOutput.start(new FrameReader(process.getInputStream()), process.pid());
    this.lastWords = LastWords.of(process);
  }

  /// Takes over a process that was just started, and waits until it is ready.
  ///
  /// @throws IOException when it does not get ready; it is gone then
  static Child awaitReady(Process process, Path folder) throws IOException, InterruptedException {
    var child = new Child(process, folder);
    try {
      var frame = child.output.take(START_MAX);
      if (frame.kind() != FrameKind.HELLO) {
        throw new IOException("The child says " + frame.kind() + " first");
      }
      Hello.fromBytes(frame.bytes());
      return child;
    } catch (IOException e) {
      child.kill();
      throw new IOException("A DuckDB child does not start: " + child.lastWords.text(), e);
    } catch (InterruptedException e) {
      child.kill();
      throw e;
    }
  }

  /// Asks, and returns the answer.
  ///
  /// @throws ChildException.Failed what the child says
  /// @throws IOException when it has ended or says what makes no sense; do not use it again
  /// @throws UncheckedIOException what the exchange's own rows or result throw
  byte[] ask(Exchange exchange) throws IOException, InterruptedException {
    uses++;
    output.forget();
    input.write(FrameKind.REQUEST, exchange.request().toBytes());
    send(exchange);
    return receive(exchange);
  }

  /// Asks it to stop; it may be too late, or it may not listen.
  void cancel() {
    try {
      input.write(FrameKind.CANCEL, new byte[0]);
    } catch (IOException _) {
      // It has ended, which is what was wanted.
      broken = true;
    }
  }

  /// Ends it at once.
  void kill() {
    broken = true;
    process.destroyForcibly();
    output.close();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Folders.delete(folder);
  }

  /// Whether it can be asked again.
  boolean isUsable() {
    return !broken && uses < USES_MAX && process.isAlive();
  }

  /// How much memory it has now.
  long residentBytes() {
    return Resident.bytesOf(process.pid());
  }

  /// What it said to its standard error last.
  String lastWords() {
    return lastWords.text();
  }

  private void send(Exchange exchange) throws IOException, InterruptedException {
    var out = new RowFrames(new DataFrames(input), output);
    try {
      exchange.rows().copyTo(out);
      out.flush();
    } catch (InterruptedIOException _) {
      throw new InterruptedException("Interrupted while sending rows");
    } catch (IOException | RuntimeException e) {
      if (!output.isAnswered()) {
        broken = true;
        if (out.hasFailed()) {
          throw new IOException("The rows cannot be sent", e);
        }
        throw asUnchecked(e);
      }
      // The child has answered before it has read all rows: its answer says why.
    }
    input.write(FrameKind.END, new byte[0]);
  }

  private static RuntimeException asUnchecked(Exception e) {
    return e instanceof RuntimeException unchecked
        ? unchecked
        : new UncheckedIOException((IOException) e);
  }

  private byte[] receive(Exchange exchange) throws IOException, InterruptedException {
    while (true) {
      Frame frame = output.take();
      switch (frame.kind()) {
        case DATA -> passOn(frame, exchange);
        case DONE -> {
          return frame.bytes();
        }
        case FAILED -> throw failed(Failure.fromBytes(frame.bytes()));
        case HELLO, REQUEST, END, CANCEL -> throw new IOException("The child says " + frame.kind());
      }
    }
  }

  private void passOn(Frame frame, Exchange exchange) {
    try {
      exchange.result().write(frame.bytes());
    } catch (IOException e) {
      broken = true;
      throw new UncheckedIOException(e);
    }
  }

  private ChildException failed(Failure failure) {
    broken = broken || failure.kind() == Failure.Kind.DEFECT;
    return new ChildException.Failed(failure);
  }
}
