package dev.forktail.engine.result.plan;

import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.RunTotals.MetricRow;
import dev.forktail.engine.result.RunTotals.MetricTotals;
import dev.forktail.engine.result.RunTotals.UnitRow;
import dev.forktail.engine.result.live.Dimensions;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.Tally;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.statistics.sums.Sums;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The totals of a run as they are read: by variant and metric instead of by number.
///
/// @param histories of all runs, what is still to be added
public record PlannedTotals(PlannedRun run, List<History> histories) {
  private static final String UNKNOWN = "(unknown)";

  /// What these sums are.
  public RunTotals runTotals(SortedMap<TotalKey, Sums> sums, Instant asOf) {
    var units =
        sums.entrySet().stream()
            .filter(entry -> isOf(run.units(), entry.getKey()) && entry.getKey().arm() >= 0)
            .map(entry -> unitRow(entry.getKey(), entry.getValue()))
            .toList();
    var metrics = new HashMap<MetricKey, MetricTotals>();
    for (var tally : run.tallies()) {
      metrics.put(tally.metric().key(), metricTotals(tally, sums));
    }
    return new RunTotals(
        run.run(),
        units,
        count(sums, key -> isOf(run.units(), key) && key.arm() == TotalKey.MULTIPLE),
        machines(sums),
        metrics,
        asOf);
  }

  private static boolean isOf(int tally, TotalKey key) {
    return key.tally() == tally;
  }

  private static long count(SortedMap<TotalKey, Sums> sums, Predicate<TotalKey> which) {
    return sums.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToLong(entry -> entry.getValue().units())
        .sum();
  }

  /// Of the metric that has most of them.
  private long machines(SortedMap<TotalKey, Sums> sums) {
    return run.tallies().stream()
        .mapToLong(
            tally -> count(sums, key -> isOf(tally.id(), key) && key.arm() == TotalKey.MACHINES))
        .max()
        .orElse(0);
  }

  private UnitRow unitRow(TotalKey key, Sums sums) {
    return new UnitRow(key.day(), variant(key), dimension(key), value(key), sums.units());
  }

  private MetricTotals metricTotals(Tally tally, SortedMap<TotalKey, Sums> sums) {
    var rows =
        sums.entrySet().stream()
            .filter(entry -> isOf(tally.id(), entry.getKey()) && entry.getKey().arm() >= 0)
            .map(entry -> metricRow(entry.getKey(), entry.getValue()))
            .toList();
    return new MetricTotals(rows, filled(tally), null);
  }

  private MetricRow metricRow(TotalKey key, Sums sums) {
    return new MetricRow(key.day(), variant(key), dimension(key), value(key), sums);
  }

  private String variant(TotalKey key) {
    return run.run().arms().get(key.arm()).variant();
  }

  private static @Nullable String dimension(TotalKey key) {
    return key.dimension() == 0 ? null : Dimensions.NAMES.get(key.dimension() - 1);
  }

  private static @Nullable String value(TotalKey key) {
    if (key.dimension() == 0) {
      return null;
    }
    return key.value().isEmpty() ? UNKNOWN : key.value();
  }

  /// How much of what the run needs is in its totals, 0 to 1.
  public double filled() {
    double units = filled(share(run.counted()), List.of());
    return run.tallies().stream().mapToDouble(this::filled).reduce(units, Math::min);
  }

  /// How much of what a tally needs is in it.
  private double filled(Tally tally) {
    return filled(Math.min(share(tally.counted()), share(run.counted())), tally.tracks());
  }

  private double filled(double counted, List<Integer> tracks) {
    double filled = counted;
    for (var history : histories) {
      boolean needed =
          history.subject() == run.id()
              || tracks.contains(history.subject())
              || history.subject() == History.names(run.run().project());
      filled = needed ? Math.min(filled, history.filled()) : filled;
    }
    return filled;
  }

  /// Keys are spread evenly.
  private static double share(UnitKey counted) {
    return counted.equals(UnitKey.LAST) ? 1 : (counted.high() >>> 1) / 0x1p63;
  }
}
