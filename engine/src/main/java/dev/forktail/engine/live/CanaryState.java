package dev.forktail.engine.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How far the canaries have come.
///
/// @param every how long after a canary the next one follows
/// @param marks one of each stage, in order
public record CanaryState(Duration every, List<Mark> marks) {

  public CanaryState {
    marks = List.copyOf(marks);
  }

  /// The newest canary that has reached a stage.
  ///
  /// @param age how long ago it was sent; empty when none has reached it yet, as far as is known
  /// @param note what keeps others from it, if that is known
  public record Mark(
      CanaryStage stage, Optional<Duration> age, Level level, Optional<String> note) {}

  /// That of `stage`.
  public Mark at(CanaryStage stage) {
    return marks.stream().filter(mark -> mark.stage() == stage).findFirst().orElseThrow();
  }

  /// The worst level of all stages.
  public Level level() {
    return marks.stream().map(Mark::level).reduce(Level.GREEN, Level::or);
  }

  /// The first of the stages that are worst; empty when all are green.
  public Optional<Mark> worst() {
    var level = level();
    return level == Level.GREEN
        ? Optional.empty()
        : marks.stream().filter(mark -> mark.level() == level).findFirst();
  }
}
