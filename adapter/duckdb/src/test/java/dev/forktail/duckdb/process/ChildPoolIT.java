package dev.forktail.duckdb.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.duckdb.TestEvents;
import dev.forktail.duckdb.TestEvents.TestEvent;
import dev.forktail.duckdb.wire.Failure;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.duckdb.wire.SliceNote;
import dev.forktail.engine.export.RowSource;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildPoolIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void aFailureOfTheRowsIsToldAndTheChildGoesOn() throws IOException {
    try (var pool = pool(1)) {
      var garbage = writing(out -> out.write(new byte[100]), LONG);

      assertThatThrownBy(() -> pool.ask(garbage))
          .isInstanceOfSatisfying(
              ChildException.Failed.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.ROWS))
          .hasMessageContaining("binary COPY");
      long first = onlyChild();
      assertThatThrownBy(() -> pool.ask(garbage)).isInstanceOf(ChildException.Failed.class);

      assertThat(onlyChild()).isEqualTo(first);
    }
  }

  @Test
  void aKilledChildIsACrashAndTheNextRequestHasAnother() throws IOException {
    try (var pool = pool(1)) {
      var killing =
          writing(
              out -> {
                var child = ProcessHandle.of(onlyChild()).orElseThrow();
                child.destroyForcibly();
                child.onExit().join();
                out.write(new byte[1 << 20]);
              },
              LONG);

      assertThatThrownBy(() -> pool.ask(killing)).isInstanceOf(ChildException.Crashed.class);
      assertThatThrownBy(() -> pool.ask(writing(out -> out.write(new byte[100]), LONG)))
          .isInstanceOf(ChildException.Failed.class);
    }
  }

  @Test
  void whatTakesTooLongIsStopped() throws IOException {
    try (var pool = pool(1)) {
      var endless = writing(out -> endlessRows(out, () -> {}), Duration.ofMillis(300));

      assertThatThrownBy(() -> pool.ask(endless)).isInstanceOf(ChildException.TimedOut.class);
    }
  }

  @Test
  void anInterruptedCallerIsLetGo() throws Exception {
    try (var pool = pool(1)) {
      var sending = new CountDownLatch(1);
      var thrown = new AtomicReference<Throwable>();
      var caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      pool.ask(writing(out -> endlessRows(out, sending::countDown), LONG));
                    } catch (ChildException e) {
                      thrown.set(e);
                    }
                  });
      sending.await();
      caller.interrupt();
      caller.join();

      assertThat(thrown.get()).isInstanceOf(ChildException.Cancelled.class);
    }
  }

  @Test
  void aFailureOfWhoGivesTheRowsIsPassedOn() throws IOException {
    try (var pool = pool(1)) {
      var failing =
          writing(
              _ -> {
                throw new IOException("The database is away");
              },
              LONG);

      assertThatThrownBy(() -> pool.ask(failing))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("The database is away");
    }
  }

  @Test
  void nothingIsLeftWhenThePoolIsClosed() throws IOException {
    var pool = pool(1);
    assertThatThrownBy(() -> pool.ask(writing(out -> out.write(new byte[100]), LONG)))
        .isInstanceOf(ChildException.Failed.class);
    long child = onlyChild();
    pool.close();

    assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    try (var left = Files.list(folder.resolve("work"))) {
      assertThat(left).isEmpty();
    }
    assertThatThrownBy(() -> pool.ask(writing(_ -> {}, LONG)))
        .isInstanceOf(ChildException.Unavailable.class);
  }

  @Test
  void moreRequestsThanChildrenWaitTheirTurn() throws IOException {
    try (var pool = ChildPool.open(config(1, Duration.ofMillis(1)))) {
      assertThatThrownBy(() -> pool.ask(writing(_ -> {}, LONG)))
          .isInstanceOf(ChildException.Unavailable.class)
          .hasMessageContaining("No DuckDB child was free within");
    }
  }

  @Test
  void leftoversOfACrashAreRemovedAtTheStart() throws IOException {
    Path leftover = Files.createDirectories(folder.resolve("work/child-7")).resolve("spill.tmp");
    Files.writeString(leftover, "x");

    try (var _ = pool(1)) {
      assertThat(leftover).doesNotExist();
    }
  }

  private ChildPool pool(int children) throws IOException {
    return ChildPool.open(config(children, Duration.ofSeconds(60)));
  }

  private ChildConfig config(int children, Duration waitMax) {
    return new ChildConfig(
        folder.resolve("work"), 128L << 20, 1, 1L << 30, children, children, waitMax);
  }

  private Exchange writing(RowSource rows, Duration limit) {
    var request =
        new Request.WriteSlice(
            "file://" + folder.resolve("lake"),
            "slice",
            List.of(),
            new SliceNote(1, 1),
            Instant.EPOCH,
            Instant.parse("2100-01-01T00:00:00Z"));
    return new Exchange(request, rows, OutputStream.nullOutputStream(), limit);
  }

  private static void endlessRows(OutputStream raw, Runnable begun) throws IOException {
    var out = new DataOutputStream(raw);
    var event = TestEvent.of("buy", "m1", Instant.EPOCH);
    TestEvents.begin(out);
    for (long i = 0; i < Long.MAX_VALUE; i++) {
      TestEvents.row(out, event, i);
      begun.run();
    }
  }

  private static long onlyChild() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .findFirst()
        .orElseThrow();
  }
}
