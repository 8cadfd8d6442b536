package dev.forktail.engine.result.live;

import dev.forktail.engine.result.Run;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/// A run with what is kept for it.
///
/// @param id never another's
/// @param units the tally of its units, never another's
/// @param counted units up to this one are in that tally; [UnitKey#LAST] when all are
/// @param since exposures in this slice and later count
/// @param tallies of its metrics that are live
public record PlannedRun(
    int id, Run run, int units, UnitKey counted, long since, List<Tally> tallies) {
  /// Who is a unit when nobody says what is.
  static final String PERSON = "person";

  public PlannedRun {
    tallies = List.copyOf(tallies);
  }

  /// The kind of its units: users are the persons that they are.
  public String unit() {
    return kindOf(run.unit());
  }

  /// Of its units and its metrics.
  public List<Integer> allTallies() {
    return Stream.concat(Stream.of(units), tallies.stream().map(Tally::id)).toList();
  }

  /// Whether all units are in all its totals.
  boolean isWhole() {
    return counted.equals(UnitKey.LAST) && tallies.stream().allMatch(Tally::isWhole);
  }

  /// What keys of units that exposures call `unit` are made of.
  public static String kindOf(String unit) {
    return unit.equals("userId") ? PERSON : unit;
  }

  /// Whether the run had begun when something occurred.
  boolean hasBegun(long occurredMicros) {
    return occurredMicros >= micros(run.started());
  }

  /// Whether the run was over when something occurred.
  boolean isOver(long occurredMicros) {
    return run.ended() != null && occurredMicros >= micros(run.ended());
  }

  static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  /// The place of a variant among its arms; -1 when it is none of them.
  int armOf(String variant) {
    for (int i = 0; i < run.arms().size(); i++) {
      if (run.arms().get(i).variant().equals(variant)) {
        return i;
      }
    }
    return -1;
  }
}
