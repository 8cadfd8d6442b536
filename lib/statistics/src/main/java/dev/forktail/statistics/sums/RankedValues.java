package dev.forktail.statistics.sums;

/// Values in order: all that a quantile needs to know of them. [ValueHistogram] keeps them in
/// little space; any other sketch with ranks will do.
public interface RankedValues {

  /// How many values there are.
  long count();

  /// The value below or at which `share` (0 to 1) of the values are; `count` must be above 0.
  double valueAt(double share);
}
