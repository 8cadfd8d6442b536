package dev.forktail.engine.result.hourly;

import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.live.MeasuredUnit;
import dev.forktail.engine.result.live.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Of a metric that is live: what units were before.
final class PlainValues implements MetricValues {
  private final Tally tally;
  private final List<String> variants;
  private final ArmSums sums = new ArmSums();

  PlainValues(Tally tally, List<String> variants) {
    this.tally = tally;
    this.variants = variants;
  }

  @Override
  public void add(MeasuredUnit unit) {
    unit.values(tally).ifPresent(values -> sums.add(unit.arm(), values));
  }

  @Override
  public HourlyTotals totals(Instant asOf) {
    return new HourlyTotals(asOf, sums.byVariant(variants), Map.of(), null);
  }

  @Override
  public void close() {}
}
