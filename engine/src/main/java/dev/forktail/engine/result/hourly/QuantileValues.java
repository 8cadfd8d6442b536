package dev.forktail.engine.result.hourly;

import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.live.MeasuredUnit;
import dev.forktail.engine.result.live.Tally;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.estimate.Quantile;
import dev.forktail.statistics.sums.FixedPoint;
import dev.forktail.statistics.sums.ValueHistogram;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Of a metric that is a quantile: first where it is in each arm, then how many values of each unit
/// are below, by which its error is that of units and not of values. Units without values are left
/// out.
final class QuantileValues implements MetricValues {
  private static final int WIDTH = 2;

  private final Tally tally;
  private final double level;
  private final List<String> variants;
  private final ValueFile file;
  private final Map<Integer, ValueHistogram> arms = new HashMap<>();

  QuantileValues(Tally tally, double level, List<String> variants, ValueFile file) {
    this.tally = tally;
    this.level = level;
    this.variants = variants;
    this.file = file;
  }

  @Override
  public void add(MeasuredUnit unit) throws IOException {
    var values = unit.eachValue(tally);
    if (values.isPresent() && values.get().length > 0) {
      var arm = arms.computeIfAbsent(unit.arm(), _ -> new ValueHistogram());
      for (long value : values.get()) {
        arm.add(value);
      }
      file.add(unit.arm(), values.get());
    }
  }

  @Override
  public HourlyTotals totals(Instant asOf) throws IOException {
    var quantiles = new HashMap<Integer, Double>();
    arms.forEach((arm, values) -> quantiles.put(arm, values.valueAt(level)));
    var below = new ArmSums();
    file.forEach(
        (arm, values) ->
            below.add(
                arm,
                FixedPoint.ONE * countBelow(values, quantiles.getOrDefault(arm, 0.0)),
                FixedPoint.ONE * values.length));
    var estimates = new HashMap<String, Answer<Estimate>>();
    for (int arm = 0; arm < variants.size(); arm++) {
      var values = arms.get(arm);
      estimates.put(
          variants.get(arm),
          values == null
              ? Answer.unknown(Reason.TOO_FEW_UNITS)
              : Quantile.ofUnits(values, level, below.of(arm, WIDTH)));
    }
    return new HourlyTotals(asOf, Map.of(), estimates, null);
  }

  private static long countBelow(long[] values, double quantile) {
    long count = 0;
    for (long value : values) {
      count += FixedPoint.toDouble(value) <= quantile ? 1 : 0;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
