package dev.forktail.engine.experiment;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.KeyHash;

/// Keys as short numbers, so that hundreds of arms fit a cookie: 48 bits for an experiment, 16 for
/// a variant, which has few neighbours.
public final class ShortHash {
  private static final int HEX = 16;

  private ShortHash() {}

  public static long ofExperiment(ProjectId project, ExperimentKey key) {
    var text = project.value() + "\n" + key.value();
    return Long.parseLong(KeyHash.of(text).hex().substring(0, 12), HEX);
  }

  public static int ofVariant(VariantKey key) {
    return Integer.parseInt(KeyHash.of(key.value()).hex().substring(0, 4), HEX);
  }
}
