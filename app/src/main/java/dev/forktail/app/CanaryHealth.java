package dev.forktail.app;

import dev.forktail.engine.live.CanaryState;
import dev.forktail.engine.live.CanaryState.Mark;
import dev.forktail.web.health.Health.Component;
import dev.forktail.web.health.Health.Status;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The canary as a part of `/health`. However red it is, the server still takes events, so it is
/// never down.
final class CanaryHealth {
  private static final String NAME = "canary";

  private CanaryHealth() {}

  static Component of(Optional<CanaryState> state) {
    return state
        .map(CanaryHealth::of)
        .orElse(new Component(NAME, Status.UP, "off: canary.every is 0", Map.of()));
  }

  private static Component of(CanaryState state) {
    var ages = new LinkedHashMap<String, Number>();
    var levels = new LinkedHashMap<String, String>();
    for (var mark : state.marks()) {
      var stage = mark.stage().text();
      mark.age().ifPresent(age -> ages.put(stage + "AgeMillis", age.toMillis()));
      levels.put(stage, level(mark));
    }
    var worst = state.worst();
    return new Component(
        NAME,
        worst.isPresent() ? Status.DEGRADED : Status.UP,
        worst.map(CanaryHealth::complaint).orElse(""),
        ages,
        levels);
  }

  private static String complaint(Mark mark) {
    var newest = mark.age().map(age -> "the newest was sent %d s ago".formatted(age.toSeconds()));
    return "%s is %s: %s%s"
        .formatted(
            mark.stage().text(),
            level(mark),
            newest.orElse("no canary has come so far"),
            mark.note().map(note -> "; " + note).orElse(""));
  }

  private static String level(Mark mark) {
    return mark.level().name().toLowerCase(Locale.ROOT);
  }
}
