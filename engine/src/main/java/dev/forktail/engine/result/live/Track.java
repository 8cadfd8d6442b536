package dev.forktail.engine.result.live;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Measure;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.sums.FixedPoint;
import org.jspecify.annotations.Nullable;

/// Events of which units of one kind keep a [Fact] each.
///
/// @param id never another's
/// @param unit the kind: `person`, or what runs call their unit
/// @param distinct whether values are told apart instead of added up
/// @param since facts of events in this slice and later count
public record Track(
    int id, ProjectId project, Measure measure, String unit, boolean distinct, long since) {
  /// In fixed-point units: so many facts as a unit may have add up to less than a long holds.
  private static final long VALUE_MAX = Long.MAX_VALUE / UnitValue.FACTS_MAX;

  /// The same for events from an earlier slice on.
  public Track from(long earlier) {
    return new Track(id, project, measure, unit, distinct, earlier);
  }

  /// What a property's value is in a fact; null when it does not count: to be added up it must be a
  /// number of at most 9 × 10^10.
  @Nullable Long value(@Nullable Object property) {
    return distinct ? hash(property) : number(property);
  }

  private static @Nullable Long number(@Nullable Object property) {
    return property instanceof Number number
            && FixedPoint.of(number.doubleValue()) instanceof Answer.Known<Long>(var fixed)
            && Math.abs(fixed) <= VALUE_MAX
        ? fixed
        : null;
  }

  private @Nullable Long hash(@Nullable Object property) {
    return switch (property) {
      case String text -> UnitKey.of(project, "value", text).high();
      case Number number -> UnitKey.of(project, "value", number.toString()).high();
      case Boolean truth -> UnitKey.of(project, "value", truth.toString()).high();
      case null, default -> null;
    };
  }
}
