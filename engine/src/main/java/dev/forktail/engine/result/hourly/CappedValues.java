package dev.forktail.engine.result.hourly;

import dev.forktail.engine.metric.Cap.Percentile;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.live.MeasuredUnit;
import dev.forktail.engine.result.live.Tally;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.sums.Cap;
import dev.forktail.statistics.sums.FixedPoint;
import dev.forktail.statistics.sums.ValueHistogram;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Of a metric whose cap is a percentile: first all values are looked at, then each is cut, that of
/// the time before at the same value.
final class CappedValues implements MetricValues {
  private final Tally tally;
  private final Percentile percentile;
  private final List<String> variants;
  private final ValueFile file;
  private final ValueHistogram pooled = new ValueHistogram();

  CappedValues(Tally tally, Percentile percentile, List<String> variants, ValueFile file) {
    this.tally = tally;
    this.percentile = percentile;
    this.variants = variants;
    this.file = file;
  }

  @Override
  public void add(MeasuredUnit unit) throws IOException {
    var values = unit.values(tally);
    if (values.isPresent()) {
      pooled.add(values.get()[0]);
      file.add(unit.arm(), values.get());
    }
  }

  @Override
  public HourlyTotals totals(Instant asOf) throws IOException {
    var found = Cap.at(pooled, percentile.share(), !percentile.zeros());
    // Without any value there is nothing to cut.
    var cap = found instanceof Answer.Known<Cap>(var known) ? known : new Cap(Long.MAX_VALUE);
    var sums = new ArmSums();
    file.forEach((arm, values) -> sums.add(arm, cap.applyTo(values[0]), cap.applyTo(values[1])));
    return new HourlyTotals(
        asOf,
        sums.byVariant(variants),
        Map.of(),
        found instanceof Answer.Known<Cap> ? FixedPoint.toDouble(cap.most()) : null);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
