package dev.forktail.assignment;

import static dev.forktail.assignment.TestSurroundings.experiments;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.assignment.Rollout.Step;
import dev.forktail.assignment.form.ExperimentForm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How a winner reaches everybody.
final class RolloutTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final ExperimentKey KEY = new ExperimentKey("checkout");
  private static final VariantKey TREATMENT = new VariantKey("treatment");
  private static final VariantKey CONTROL = new VariantKey("control");
  private static final Rollout DAY = Rollout.evenly(NOW, Duration.ofHours(24));
  private static final int UNITS = 10_000;

  private static ExperimentDraft draft() {
    return Experiment.draft(
            "checkout", Variant.of("control", 5_000), Variant.of("treatment", 5_000))
        .running();
  }

  private static Assignment assign(Experiment experiment, Subject subject, Visit visit) {
    return requireNonNull(experiments(experiment).assign(KEY, subject, visit));
  }

  @Test
  void whoHasTheWinnerKeepsItAndNobodyElseIsMoved() {
    var running = experiments(draft().make());
    var decided = experiments(draft().state(State.decided(TREATMENT, DAY)).make());
    for (int i = 0; i < UNITS; i++) {
      var subject = Subject.user("u" + i);
      var before = arm(running, subject, NOW);
      boolean won = false;
      for (int hour = 0; hour <= 24; hour++) {
        var at = NOW.plus(Duration.ofHours(hour));
        var answer = requireNonNull(decided.assign(KEY, subject, Visit.at(at)));
        assertThat(answer.counted()).isFalse();
        assertThat(answer.remember()).isFalse();
        assertThat(won && answer.reason() != Reason.DECIDED).as("who is in stays in").isFalse();
        won = answer.reason() == Reason.DECIDED;
        assertThat(answer.variant().key()).isEqualTo(won ? TREATMENT : before);
      }
      assertThat(won).isTrue();
    }
  }

  private static VariantKey arm(Experiments experiments, Subject subject, Instant at) {
    return requireNonNull(experiments.assign(KEY, subject, Visit.at(at))).variant().key();
  }

  @Test
  void itReachesAsManyAsItsStepsSayInBothArms() {
    var running = experiments(draft().make());
    var decided = experiments(draft().state(State.decided(TREATMENT, DAY)).make());
    for (var arm : List.of(CONTROL, TREATMENT)) {
      int units = 0;
      int reached = 0;
      for (int i = 0; i < UNITS; i++) {
        var subject = Subject.user("u" + i);
        if (arm(running, subject, NOW).equals(arm)) {
          var visit = Visit.at(NOW.plus(Duration.ofHours(12)));
          units++;
          reached +=
              requireNonNull(decided.assign(KEY, subject, visit)).reason() == Reason.DECIDED
                  ? 1
                  : 0;
        }
      }
      assertThat((double) reached / units).isCloseTo(0.5, within(0.03));
    }
  }

  @Test
  void aRememberedArmIsKeptAndNoNewOneIsDealtByChance() {
    var later = new Rollout(List.of(new Step(NOW.plusSeconds(60), 10_000)));
    var random = draft().strategy("random", Map.of()).state(State.decided(CONTROL, later)).make();
    var ann = Subject.user("ann");
    var back = Visit.at(NOW, Remembered.of(Map.of(KEY, TREATMENT)));

    assertThat(assign(random, ann, back).variant().key()).isEqualTo(TREATMENT);
    assertThat(assign(random, ann, back).reason()).isEqualTo(Reason.KEPT);
    assertThat(assign(random, ann, Visit.at(NOW)).variant().key()).isEqualTo(CONTROL);
  }

  @Test
  void aHoldoutStaysOutAndWhoHasNoUnitWaits() {
    var experiment = draft().state(State.decided(TREATMENT, DAY));
    var nobody = new Subject(null, null, null, null, Map.of(), false);

    assertThat(assign(experiment.make(), nobody, Visit.at(NOW)).reason())
        .isEqualTo(Reason.MISSING_UNIT);
    assertThat(assign(experiment.make(), nobody, Visit.at(NOW.plus(Duration.ofHours(24)))).reason())
        .isEqualTo(Reason.DECIDED);
    var holding = experiment.holdouts(List.of(new Holdout("all", 10_000))).make();
    assertThat(assign(holding, Subject.user("ann"), Visit.at(NOW)).reason())
        .isEqualTo(Reason.HELD_OUT);
  }

  @Test
  void itMayBeChangedToASlowerOne() {
    var at = State.decided(TREATMENT, DAY);

    assertThat(at.mayBecome(State.decided(TREATMENT, Rollout.evenly(NOW, Duration.ofDays(7)))))
        .isTrue();
    assertThat(at.mayBecome(State.decided(TREATMENT, DAY))).isFalse();
  }

  @Test
  void itOutlivesItsForm() {
    var experiment = draft().state(State.decided(TREATMENT, DAY)).make();

    assertThat(ExperimentForm.read(ExperimentForm.write(experiment))).isEqualTo(experiment);
  }

  @Test
  void stepsThatGoDownOrEndBeforeAllAreRefused() {
    var end = new Step(NOW.plusSeconds(60), 10_000);

    assertThatThrownBy(() -> new Rollout(List.of(new Step(NOW, 5_000))))
        .hasMessageContaining("last step");
    assertThatThrownBy(() -> new Rollout(List.of(end, new Step(NOW, 10_000))))
        .hasMessageContaining("order");
    assertThatThrownBy(
            () ->
                new Rollout(
                    List.of(new Step(NOW, 5_000), new Step(NOW.plusSeconds(1), 4_000), end)))
        .hasMessageContaining("order");
  }
}
