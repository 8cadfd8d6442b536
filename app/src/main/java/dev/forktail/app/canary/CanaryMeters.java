package dev.forktail.app.canary;

import dev.forktail.engine.live.CanaryStage;
import dev.forktail.engine.live.CanaryState.Mark;
import dev.forktail.engine.live.Level;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/// What Prometheus sees of the canary: per stage how old the newest one is, and 0 for green, 1 for
/// amber, 2 for red. Not a number where none has been yet.
public final class CanaryMeters {
  private static final double MILLIS_PER_SECOND = 1_000;

  private CanaryMeters() {}

  /// Registers nothing when there is no canary.
  public static void register(CanaryWatch watch, MeterRegistry registry) {
    if (watch.findState().isEmpty()) {
      return;
    }
    for (var stage : CanaryStage.values()) {
      Gauge.builder("canary.age", watch, from -> seconds(from, stage))
          .baseUnit("seconds")
          .tag("stage", stage.text())
          .strongReference(true)
          .register(registry);
      Gauge.builder("canary.level", watch, from -> level(from, stage))
          .tag("stage", stage.text())
          .strongReference(true)
          .register(registry);
    }
  }

  private static double seconds(CanaryWatch watch, CanaryStage stage) {
    return mark(watch, stage)
        .flatMap(Mark::age)
        .map(age -> age.toMillis() / MILLIS_PER_SECOND)
        .orElse(Double.NaN);
  }

  private static double level(CanaryWatch watch, CanaryStage stage) {
    return mark(watch, stage).map(mark -> number(mark.level())).orElse(Double.NaN);
  }

  private static double number(Level level) {
    return switch (level) {
      case GREEN -> 0;
      case AMBER -> 1;
      case RED -> 2;
    };
  }

  private static Optional<Mark> mark(CanaryWatch watch, CanaryStage stage) {
    return watch.findState().map(state -> state.at(stage));
  }
}
