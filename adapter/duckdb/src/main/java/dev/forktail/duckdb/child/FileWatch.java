package dev.forktail.duckdb.child;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks at a file that DuckDB writes, several times a second, and stops the writing when it gets
/// too long.
final class FileWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 50;

  private final Path file;
  private final long bytesMax;
  private final Runnable stop;
  private final ScheduledExecutorService clock;
  private @Nullable Future<?> looks;
  private volatile boolean over;

  private FileWatch(Path file, long bytesMax, Runnable stop) {
    this.file = file;
    this.bytesMax = bytesMax;
    this.stop = stop;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("duckdb-file-watch").factory());
  }

  static FileWatch start(Path file, long bytesMax, Runnable stop) {
    var watch = new FileWatch(file, bytesMax, stop);
    watch.looks =
        watch.clock.scheduleWithFixedDelay(
            watch::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  /// Whether the writing was stopped.
  boolean isOver() {
    return over;
  }

  private void look() {
    if (file.toFile().length() > bytesMax) {
      over = true;
      stop.run();
    }
  }

  @Override
  public void close() {
    if (looks != null) {
      looks.cancel(false);
    }
    clock.close();
  }
}
