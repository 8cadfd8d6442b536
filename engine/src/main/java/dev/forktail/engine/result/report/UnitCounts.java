package dev.forktail.engine.result.report;

import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.RunTotals.UnitRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How many units the arms of a run have, by day and by what is known of them.
final class UnitCounts {
  /// The pace is that of so many whole days.
  private static final int PACE_DAYS = 7;

  private static final Duration PACE_MIN = Duration.ofHours(1);

  private final RunTotals totals;
  private final List<Run.Arm> arms;
  private final LocalDate first;
  private final LocalDate today;

  UnitCounts(RunTotals totals) {
    this.totals = totals;
    this.arms = totals.run().arms();
    this.first = day(totals.run().started());
    this.today = day(totals.asOf());
  }

  static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  /// Each arm with its units.
  List<ArmUnits> arms() {
    long all = arms.stream().mapToLong(arm -> of(arm.variant())).sum();
    double weight = arms.stream().mapToDouble(Run.Arm::weight).sum();
    return arms.stream()
        .map(
            arm ->
                new ArmUnits(
                    arm.variant(),
                    arm.weight(),
                    of(arm.variant()),
                    weight > 0 ? all * (arm.weight() / weight) : 0))
        .toList();
  }

  /// The arms that can have units, control first.
  List<String> measured() {
    var control = arms.getFirst();
    return arms.stream()
        .filter(arm -> arm.equals(control) || arm.weight() > 0 || of(arm.variant()) > 0)
        .map(Run.Arm::variant)
        .toList();
  }

  /// Those of the run so far.
  Stream<LocalDate> days() {
    var ended = totals.run().ended();
    var last = ended == null || day(ended).isAfter(today) ? today : day(ended);
    return last.isBefore(first) ? Stream.of() : first.datesUntil(last.plusDays(1));
  }

  /// All units of an arm.
  long of(String variant) {
    return totals.units().stream()
        .filter(row -> row.dimension() == null && row.variant().equals(variant))
        .mapToLong(UnitRow::units)
        .sum();
  }

  /// All units of each arm.
  long[] all() {
    return arms.stream().mapToLong(arm -> of(arm.variant())).toArray();
  }

  /// Which share of the units each arm should have, in any unit.
  double[] weights() {
    return arms.stream().mapToDouble(Run.Arm::weight).toArray();
  }

  /// The units of each arm that came on a day.
  NavigableMap<LocalDate, long[]> byDay() {
    return new TreeMap<>(
        totals.units().stream()
            .filter(row -> row.dimension() == null)
            .collect(
                Collectors.groupingBy(
                    UnitRow::day,
                    Collectors.collectingAndThen(Collectors.toList(), this::counts))));
  }

  /// The units of each arm in a stratum.
  Map<StratumName, long[]> byStratum() {
    return totals.units().stream()
        .filter(row -> row.dimension() != null && row.value() != null)
        .collect(
            Collectors.groupingBy(
                UnitCounts::stratum,
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), this::counts)));
  }

  private static StratumName stratum(UnitRow row) {
    return new StratumName(String.valueOf(row.dimension()), String.valueOf(row.value()));
  }

  private long[] counts(List<UnitRow> rows) {
    return arms.stream()
        .mapToLong(
            arm ->
                rows.stream()
                    .filter(row -> row.variant().equals(arm.variant()))
                    .mapToLong(UnitRow::units)
                    .sum())
        .toArray();
  }

  /// How many new units of these arms come on a day, by the last whole days; before there is one,
  /// by the hours so far. Empty when it is too early to say, or the run has ended.
  OptionalDouble perDay(String control, String treatment) {
    if (totals.run().ended() != null) {
      return OptionalDouble.empty();
    }
    var from = today.minusDays(PACE_DAYS);
    var start = from.isAfter(first) ? from : first.plusDays(1);
    long days = start.until(today, ChronoUnit.DAYS);
    if (days > 0) {
      long units = units(control, start) + units(treatment, start);
      return OptionalDouble.of(units / (double) days);
    }
    var elapsed = Duration.between(totals.run().started(), totals.asOf());
    return elapsed.compareTo(PACE_MIN) < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((of(control) + of(treatment)) / (elapsed.toMillis() / 86_400_000.0));
  }

  /// Of an arm from `start` on, without today, which is not over.
  private long units(String variant, LocalDate start) {
    return totals.units().stream()
        .filter(row -> row.dimension() == null && row.variant().equals(variant))
        .filter(row -> !row.day().isBefore(start) && row.day().isBefore(today))
        .mapToLong(UnitRow::units)
        .sum();
  }
}
