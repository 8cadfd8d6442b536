package dev.forktail.engine.page;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.VariantKey;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// All that somebody has decided about a page.
///
/// @param experiment whose arms see different contents; empty: everybody sees the same
/// @param content what is seen by who has no arm, or one that `variants` does not name
/// @param maxAge how long a browser, and for a page without an experiment also what is on the way,
///   may show it without asking
public record PageDefinition(
    Slug slug,
    Optional<ExperimentKey> experiment,
    Content content,
    Map<VariantKey, Content> variants,
    Duration maxAge) {
  public static final int VARIANTS_MAX = 20;
  public static final Duration AGE_MAX = Duration.ofDays(365);

  public PageDefinition {
    variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    if (variants.size() > VARIANTS_MAX) {
      throw new IllegalArgumentException(
          "A page has at most %d variants: %d".formatted(VARIANTS_MAX, variants.size()));
    }
    if (experiment.isEmpty() && !variants.isEmpty()) {
      throw new IllegalArgumentException("A page with variants names its experiment: " + slug);
    }
    if (maxAge.isNegative() || maxAge.compareTo(AGE_MAX) > 0) {
      throw new IllegalArgumentException("maxAge must be in 0s..365d: " + maxAge);
    }
  }

  /// What is seen in the arm `variant`.
  public Content of(VariantKey variant) {
    return variants.getOrDefault(variant, content);
  }

  /// How much memory it takes, roughly.
  public long bytes() {
    return content.bytes() + variants.values().stream().mapToLong(Content::bytes).sum();
  }
}
