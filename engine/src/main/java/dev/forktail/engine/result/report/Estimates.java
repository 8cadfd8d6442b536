package dev.forktail.engine.result.report;

import dev.forktail.engine.metric.Quantity;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.estimate.Mean;
import dev.forktail.statistics.estimate.Proportion;
import dev.forktail.statistics.estimate.Ratio;
import dev.forktail.statistics.sums.Sums;

/// What the units of an arm say of a metric.
public final class Estimates {
  private Estimates() {}

  /// The estimate from what the units add up to.
  public static Answer<Estimate> of(Quantity quantity, Sums sums) {
    return switch (quantity) {
      case Quantity.Conversion _, Quantity.Funnel _, Quantity.Retention _ -> Proportion.of(sums);
      case Quantity.Count _, Quantity.Sum _, Quantity.Distinct _ -> Mean.of(sums);
      case Quantity.Ratio _ -> Ratio.of(sums);
      case Quantity.Quantile _ -> Answer.unknown(Reason.NOT_COMPUTED);
    };
  }
}
