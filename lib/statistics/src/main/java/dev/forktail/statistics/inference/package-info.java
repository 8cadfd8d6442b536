/// Whether an [dev.forktail.statistics.estimate.Effect] can be chance.
///
/// [WelchTest] is for one look at the end; [ConfidenceSequence] for looking at any time.
@org.jspecify.annotations.NullMarked
package dev.forktail.statistics.inference;
