package dev.forktail.app.lake;

import dev.forktail.engine.export.StepRun;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// How a step went last, in one line.
public final class RunText {
  private RunText() {}

  /// `2026-11-22T12:00:10Z: table=events files=3 (0.4 s)`.
  public static String of(StepRun run) {
    return String.format(
        Locale.ROOT,
        "%s: %s%s (%.1f s)",
        run.ended().truncatedTo(ChronoUnit.SECONDS),
        run.failed() ? "failed: " : "",
        run.result().isEmpty() ? "nothing to do" : run.result(),
        run.took().toMillis() / 1_000.0);
  }
}
