/// The statistics of experiments: is the difference real, and how large is it?
///
/// From raw values to a verdict in four steps, one package each:
///
/// 1. `sums`: exact integer sums over the units of an arm, which add, subtract and merge.
/// 2. `estimate`: what they say of one arm ([dev.forktail.statistics.estimate.Estimate]) and of two
///    ([dev.forktail.statistics.estimate.Effect]).
/// 3. `inference`: whether that can be chance, at the end or at any time before it.
/// 4. `allocation` and `planning`: whether the arms got the units they should have, and how many
///    are needed.
///
/// No function returns NaN. What cannot be computed is an [Answer.Unknown] with its [Reason].
@org.jspecify.annotations.NullMarked
package dev.forktail.statistics;
