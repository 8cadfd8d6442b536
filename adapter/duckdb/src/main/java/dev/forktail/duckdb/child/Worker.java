package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.DataFrames;
import dev.forktail.duckdb.wire.Failure;
import dev.forktail.duckdb.wire.FrameKind;
import dev.forktail.duckdb.wire.FrameWriter;
import dev.forktail.duckdb.wire.Hello;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// The thread that does what is asked, one job after the other.
final class Worker {
  private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(1);
  private final Tasks tasks;
  private final FrameWriter out;

  Worker(Tasks tasks, FrameWriter out) {
    this.tasks = tasks;
    this.out = out;
  }

  void start() {
    Thread.ofPlatform().name("duckdb-worker").daemon().start(this::run);
  }

  /// Takes a job; the parent sends the next one only after the answer to the last.
  void accept(Job job) throws IOException {
    if (!jobs.offer(job)) {
      throw new IOException("A second request before the answer to the first");
    }
  }

  private void run() {
    try {
      tasks.warm();
      out.write(FrameKind.HELLO, new Hello(ProcessHandle.current().pid()).toBytes());
      while (true) {
        answer(jobs.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException | SQLException e) {
      // Nobody is there to be told, or DuckDB cannot be opened: the parent sees the end.
      System.err.println("Ending: " + e);
    }
    Runtime.getRuntime().halt(1);
  }

  private void answer(Job job) throws IOException {
    var data = new DataFrames(out);
    try {
      byte[] answer = tasks.run(job, data);
      data.flush();
      out.write(FrameKind.DONE, answer);
    } catch (SQLException e) {
      fail(job, Failure.ofDuckDb(String.valueOf(e.getMessage())));
    } catch (CancelledException e) {
      fail(job, new Failure(Failure.Kind.CANCELLED, String.valueOf(e.getMessage())));
    } catch (BadRowsException e) {
      fail(job, new Failure(Failure.Kind.ROWS, String.valueOf(e.getMessage())));
    } catch (RefusedException e) {
      fail(job, new Failure(Failure.Kind.STATEMENT, String.valueOf(e.getMessage())));
    } catch (TooLargeException e) {
      fail(job, new Failure(Failure.Kind.LIMIT, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      fail(job, new Failure(Failure.Kind.FILES, e.toString()));
    } catch (RuntimeException e) {
      fail(job, new Failure(Failure.Kind.DEFECT, e.toString()));
    } finally {
      job.rows().close();
    }
  }

  private void fail(Job job, Failure failure) throws IOException {
    var told = job.isCancelled() ? new Failure(Failure.Kind.CANCELLED, failure.message()) : failure;
    out.write(FrameKind.FAILED, told.toBytes());
  }
}
