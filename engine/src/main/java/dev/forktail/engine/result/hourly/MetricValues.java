package dev.forktail.engine.result.hourly;

import dev.forktail.engine.metric.Cap;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.live.MeasuredUnit;
import dev.forktail.engine.result.live.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Takes all units of a run, one by one, for what is computed of one metric.
///
/// - **Failure.** [IOException]: the disk.
/// - **Threads.** For one at a time.
interface MetricValues extends AutoCloseable {

  void add(MeasuredUnit unit) throws IOException;

  /// What all units come to; none can be added any more.
  HourlyTotals totals(Instant asOf) throws IOException;

  @Override
  void close() throws IOException;

  /// Those of a metric without any unit yet.
  ///
  /// @param variants in the order of the run's arms
  /// @param file where values may be kept meanwhile
  static MetricValues of(Tally tally, List<String> variants, Path file) throws IOException {
    if (tally.metric().quantity() instanceof Quantity.Quantile(_, var level)) {
      return new QuantileValues(tally, level, variants, ValueFile.create(file));
    }
    return tally.metric().cap() instanceof Cap.Percentile cap
        ? new CappedValues(tally, cap, variants, ValueFile.create(file))
        : new PlainValues(tally, variants);
  }
}
