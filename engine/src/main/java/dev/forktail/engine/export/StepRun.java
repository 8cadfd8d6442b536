package dev.forktail.engine.export;

import java.time.Duration;
import java.time.Instant;

/// How a step went when it was last taken and had something to do, or failed.
///
/// @param result in a few words what was done, or why it was not
public record StepRun(
    ExportStep step, Instant ended, Duration took, boolean failed, String result) {
  public StepRun {
    if (took.isNegative()) {
      throw new IllegalArgumentException("A step takes time: " + took);
    }
  }
}
