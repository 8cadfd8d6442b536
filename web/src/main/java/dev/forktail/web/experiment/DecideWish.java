package dev.forktail.web.experiment;

import dev.forktail.assignment.Rollout;
import dev.forktail.assignment.State;
import dev.forktail.assignment.VariantKey;
import dev.forktail.assignment.form.FormException;
import dev.forktail.assignment.form.RolloutForm;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.WrongFieldException;
import java.time.Duration;
import java.time.Instant;

/// What somebody sends to decide an experiment: the `winner`, and how it reaches everybody, by the
/// steps of a `ramp` or evenly within `rampHours`; neither: all at once.
final class DecideWish {
  private static final int HOURS_MAX = 24 * 365;

  private DecideWish() {}

  static State.Decided read(JsonFields body, Instant now) {
    return State.decided(winner(body), rollout(body, now));
  }

  private static VariantKey winner(JsonFields body) {
    var winner = body.text("winner");
    try {
      return new VariantKey(winner);
    } catch (IllegalArgumentException e) {
      throw new WrongFieldException("winner", e.getMessage() + ".");
    }
  }

  private static Rollout rollout(JsonFields body, Instant now) {
    if (body.has("ramp") && body.has("rampHours")) {
      throw new WrongFieldException("rampHours", "There is a ramp already.");
    }
    if (body.has("rampHours")) {
      int hours = body.integer("rampHours", 1, HOURS_MAX);
      return Rollout.evenly(now, Duration.ofHours(hours));
    }
    try {
      return RolloutForm.read(body.value("ramp"));
    } catch (FormException e) {
      throw new WrongFieldException(e.field(), e.getMessage() + ".");
    }
  }
}
