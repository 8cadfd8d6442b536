package dev.forktail.engine.result.live;

import dev.forktail.statistics.sums.Sums;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.BiConsumer;

/// What one unit adds to the totals of one run.
final class UnitTotals {
  private static final Sums UNIT = Sums.ofUnit(0);

  private final PlannedRun run;
  private final UnitKey key;
  private final UnitView view;
  private final BiConsumer<TotalKey, Sums> sink;

  UnitTotals(PlannedRun run, UnitKey key, UnitView view, BiConsumer<TotalKey, Sums> sink) {
    this.run = run;
    this.key = key;
    this.view = view;
    this.sink = sink;
  }

  void add() {
    if (key.compareTo(run.counted()) <= 0) {
      addUnit();
    }
    if (view.arm() == TotalKey.MULTIPLE) {
      return;
    }
    for (var tally : run.tallies()) {
      if (key.compareTo(tally.counted()) <= 0) {
        add(tally);
      }
    }
  }

  private void addUnit() {
    if (view.arm() == TotalKey.MULTIPLE) {
      sink.accept(new TotalKey(run.units(), TotalKey.MULTIPLE, 0, "", runDay()), UNIT);
      return;
    }
    var day = day(view.first().firstMicros());
    sink.accept(new TotalKey(run.units(), view.arm(), 0, "", day), UNIT);
    addDimensions(run.units(), Dimensions.NAMES.size(), day, UNIT);
  }

  private void add(Tally tally) {
    var value = UnitValue.of(tally, view);
    switch (value) {
      case UnitValue.OfMachine() ->
          sink.accept(new TotalKey(tally.id(), TotalKey.MACHINES, 0, "", runDay()), UNIT);
      case UnitValue.Grown grown -> {
        grown.steps().forEach(step -> add(tally.id(), step.day(), step.change()));
        addDimensions(tally.id(), Dimensions.OF_METRICS, runDay(), grown.total());
      }
      case UnitValue.Once(var day, var sums) -> {
        add(tally.id(), day, sums);
        addDimensions(tally.id(), Dimensions.OF_METRICS, day, sums);
      }
    }
  }

  private void add(int tally, LocalDate day, Sums sums) {
    sink.accept(new TotalKey(tally, view.arm(), 0, "", day), sums);
  }

  private void addDimensions(int tally, int count, LocalDate day, Sums sums) {
    var values = view.first().dimensions();
    for (int i = 0; i < count; i++) {
      var value = Objects.requireNonNullElse(values.get(i), "");
      sink.accept(new TotalKey(tally, view.arm(), i + 1, value, day), sums);
    }
  }

  private LocalDate runDay() {
    return LocalDate.ofInstant(run.run().started(), ZoneOffset.UTC);
  }

  static LocalDate day(long micros) {
    return LocalDate.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
  }
}
