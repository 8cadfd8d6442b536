package dev.forktail.engine.result.hourly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.hourly.HourlyRecord.Computed;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.sums.Sums;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every place for what is computed by the hour must keep.
public abstract class HourlyRecordsContract {
  private static final ProjectId PROJECT = new ProjectId(1);
  private static final ExperimentKey KEY = new ExperimentKey("checkout");
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");

  protected abstract HourlyRecords emptyRecords();

  @Test
  void aRunIsFoundToTheLastDigit() {
    var records = emptyRecords();
    var record = record(1, NOON);
    records.keep(record);

    assertThat(records.find(PROJECT, KEY, 1)).contains(record);
    assertThat(records.find(PROJECT, KEY, 2)).isEmpty();
    assertThat(records.find(new ProjectId(2), KEY, 1)).isEmpty();
    assertThat(records.find(PROJECT, new ExperimentKey("other"), 1)).isEmpty();
  }

  @Test
  void theNewestOfARunIsFoundWhicheverWasKeptLast() {
    var records = emptyRecords();
    records.keep(record(1, NOON));
    records.keep(record(1, NOON.plusSeconds(3_600)));
    records.keep(record(1, NOON.minusSeconds(3_600)));
    records.keep(record(2, NOON.plusSeconds(1)));

    assertThat(records.find(PROJECT, KEY, 1)).contains(record(1, NOON.plusSeconds(3_600)));
    assertThat(records.find(PROJECT, KEY, 2)).contains(record(2, NOON.plusSeconds(1)));
  }

  private static HourlyRecord record(int run, Instant asOf) {
    var paid = Measure.of("Order Completed", "revenue");
    var revenue = Metric.of("revenue", new Quantity.Sum(paid));
    var median = Metric.of("median", new Quantity.Quantile(paid, 0.5));
    var sums = Sums.ofUnit(Long.MAX_VALUE, -7).plus(Sums.ofUnit(Long.MAX_VALUE - 1, 12_345));
    return new HourlyRecord(
        PROJECT,
        KEY,
        run,
        asOf,
        Duration.ofMillis(1_234),
        1_000_000_007L,
        List.of(
            new Computed(
                revenue, new HourlyTotals(asOf, Map.of("a", sums, "b", sums), Map.of(), 431.2)),
            new Computed(
                median,
                new HourlyTotals(
                    asOf,
                    Map.of(),
                    Map.of(
                        "a",
                        Answer.of(new Estimate(0.1 + 0.2, 1e-300, 2_000)),
                        "b",
                        Answer.unknown(Reason.TOO_FEW_UNITS)),
                    null))));
  }
}
