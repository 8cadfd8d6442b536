package dev.forktail.engine.result.report;

import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.RunTotals.MetricRow;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.sums.Sums;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the units of a run add up to in one metric.
final class MetricSums {
  private final Quantity quantity;

  /// Per arm, what is known at the end of each day that has rows.
  private final Map<String, NavigableMap<LocalDate, Sums>> arms = new HashMap<>();

  private final NavigableMap<StratumName, Map<String, Sums>> strata = new TreeMap<>();

  /// Quantiles by arm, known since a day.
  private final Map<String, Answer<Estimate>> quantiles;

  private final LocalDate computed;

  /// @param today rows of later days do not count yet
  /// @param hourly null: nothing is known by the hour
  MetricSums(Metric metric, List<MetricRow> rows, LocalDate today, @Nullable HourlyTotals hourly) {
    this.quantity = metric.quantity();
    this.quantiles = hourly == null ? Map.of() : hourly.quantiles();
    this.computed = hourly == null ? today : UnitCounts.day(hourly.asOf());
    rows.stream()
        .filter(row -> !row.day().isAfter(today))
        .sorted(Comparator.comparing(MetricRow::day))
        .forEach(this::add);
  }

  private void add(MetricRow row) {
    if (row.dimension() == null || row.value() == null) {
      var days = arms.computeIfAbsent(row.variant(), _ -> new TreeMap<>());
      var before = days.lastEntry();
      days.put(row.day(), before == null ? row.sums() : before.getValue().plus(row.sums()));
      return;
    }
    strata
        .computeIfAbsent(new StratumName(row.dimension(), row.value()), _ -> new HashMap<>())
        .merge(row.variant(), row.sums(), Sums::plus);
  }

  /// The arm as it was at the end of `day`.
  Answer<Estimate> arm(String variant, LocalDate day) {
    if (quantity instanceof Quantity.Quantile) {
      var quantile = day.isBefore(computed) ? null : quantiles.get(variant);
      return quantile == null ? Answer.unknown(Reason.NOT_COMPUTED) : quantile;
    }
    var days = arms.get(variant);
    var then = days == null ? null : days.floorEntry(day);
    return then == null ? Answer.unknown(Reason.TOO_FEW_UNITS) : estimate(then.getValue());
  }

  /// The arm's units of a stratum.
  Answer<Estimate> arm(String variant, StratumName stratum) {
    var sums = strata.getOrDefault(stratum, Map.of()).get(variant);
    return sums == null ? Answer.unknown(Reason.TOO_FEW_UNITS) : estimate(sums);
  }

  /// All that there are.
  List<StratumName> strata() {
    return List.copyOf(strata.keySet());
  }

  private Answer<Estimate> estimate(Sums sums) {
    return Estimates.of(quantity, sums);
  }
}
