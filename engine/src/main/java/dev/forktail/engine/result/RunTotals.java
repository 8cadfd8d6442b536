package dev.forktail.engine.result;

import dev.forktail.engine.metric.MetricKey;
import dev.forktail.statistics.sums.Sums;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that is known of a run: sums of which every statistic follows.
///
/// Each row adds to those of earlier days, so the rows up to a day are what was known at its end
/// (in UTC, by when the events occurred). A row may be of a day to come: retention counts a unit
/// once its day is over.
///
/// @param units how many units each arm has, and of which kinds
/// @param multiple units that have seen more than one arm: in none of the other numbers
/// @param machines units with more counting events than a person has: in none of the other numbers
/// @param metrics of the run's goals and guardrails, as far as there is anything
/// @param asOf up to when what was stored counts
public record RunTotals(
    Run run,
    List<UnitRow> units,
    long multiple,
    long machines,
    Map<MetricKey, MetricTotals> metrics,
    Instant asOf) {

  public RunTotals {
    units = List.copyOf(units);
    metrics = Map.copyOf(metrics);
  }

  /// So many more units since `day`, on which they were first exposed.
  ///
  /// @param dimension `browser`, `country`, `channel`, `device`, `library`, `source`; null: all
  ///   units
  /// @param value of the dimension at the first exposure; `(unknown)` where there is none; null for
  ///   all units
  public record UnitRow(
      LocalDate day,
      String variant,
      @Nullable String dimension,
      @Nullable String value,
      long units) {}

  /// What the units of an arm add up to in a metric.
  ///
  /// @param filled share of the events before it was defined that are counted already, 0 to 1;
  ///   below 1 the rows are not all there yet and no result must be made of them
  /// @param asOf null: as that of the run; else when it was last computed, for metrics that are not
  ///   live
  /// @param hourly null: nothing is known by the hour (yet)
  public record MetricTotals(
      List<MetricRow> rows, double filled, @Nullable Instant asOf, @Nullable HourlyTotals hourly) {
    public MetricTotals {
      rows = List.copyOf(rows);
    }

    /// What follows the events alone.
    public MetricTotals(List<MetricRow> rows, double filled, @Nullable Instant asOf) {
      this(rows, filled, asOf, null);
    }
  }

  /// What changes from `day` on. One value per unit; of a ratio two, numerator and denominator.
  ///
  /// @param dimension null: all units. Rows with a dimension have no day of their own: `day` is
  ///   that of the run's start
  public record MetricRow(
      LocalDate day,
      String variant,
      @Nullable String dimension,
      @Nullable String value,
      Sums sums) {}
}
