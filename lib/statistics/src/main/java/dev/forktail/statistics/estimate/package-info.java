/// What the sums say: of one arm an [Estimate], of two arms an [Effect].
///
/// Which estimate a metric wants: [Mean] for a value per unit (revenue, events counted),
/// [Proportion] for yes or no per unit (converted, retained on day 7, reached a step of a funnel),
/// [Ratio] for the quotient of two values per unit (revenue per order, one step of a funnel given
/// the step before), `Quantile` for a percentile.
@org.jspecify.annotations.NullMarked
package dev.forktail.statistics.estimate;
