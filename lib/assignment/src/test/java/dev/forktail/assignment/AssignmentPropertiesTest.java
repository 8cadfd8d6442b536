package dev.forktail.assignment;

import static dev.forktail.assignment.TestSurroundings.experiments;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.Schedule.RampStep;
import dev.forktail.assignment.hash.Hasher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every experiment and every subject; each seed makes others.
final class AssignmentPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void rampingUpNeverMovesAUnitThatIsIn(long seed) {
    var random = new SplittableRandom(seed);
    int first = 1 + random.nextInt(5_000);
    int second = first + random.nextInt(10_001 - first);
    var ramp = List.of(new RampStep(NOW, second), new RampStep(NOW.plusSeconds(10), 10_000));
    var experiment =
        anyExperiment(random, "ramp")
            .traffic(first)
            .schedule(new Schedule(null, null, ramp))
            .make();
    var experiments = experiments(experiment);
    for (int i = 0; i < 3_000; i++) {
      var subject = anySubject(random);
      var before = assign(experiments, subject, NOW.minusSeconds(1));
      var during = assign(experiments, subject, NOW);
      var after = assign(experiments, subject, NOW.plusSeconds(10));
      if (before.counted()) {
        assertThat(during.variant()).isEqualTo(before.variant());
        assertThat(during.counted()).isTrue();
      }
      if (during.counted()) {
        assertThat(after.variant()).isEqualTo(during.variant());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noUnitIsEverInTwoExperimentsOfAGroup(long seed) {
    var random = new SplittableRandom(seed);
    var hasher = anyHasher(random);
    var members = new ArrayList<Experiment>();
    int from = 0;
    while (from < 10_000) {
      int to = Math.min(10_000, from + 1 + random.nextInt(4_000));
      var slot = ExclusionSlot.of("group-" + seed, from, to);
      members.add(anyExperiment(random, "m" + from).hasher(hasher).exclusion(slot).make());
      from = to;
    }
    assertThat(ExclusionGroups.conflicts(members)).isEmpty();
    var experiments = experiments(members.toArray(Experiment[]::new));
    for (int i = 0; i < 3_000; i++) {
      var answers = experiments.assignAll(anySubject(random), Visit.at(NOW));
      assertThat(answers.stream().filter(answer -> answer.reason() != Reason.EXCLUDED)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aUnitHasTheSameVariantInEverySnapshotAndWithEveryOtherAttribute(long seed) {
    var random = new SplittableRandom(seed);
    var experiment = anyExperiment(random, "same").make();
    var one = experiments(experiment);
    var other = experiments(anyExperiment(random, "another").make(), experiment);
    for (int i = 0; i < 3_000; i++) {
      var subject = anySubject(random);
      var first = assign(one, subject, NOW);
      var changed = subject.with(Map.of("noise", random.nextInt()));
      var again =
          requireNonNull(other.assign(experiment.key(), changed, Visit.at(NOW.plusSeconds(i))));
      assertThat(again).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whoIsHeldOutIsInNoExperimentThatNamesTheHoldout(long seed) {
    var random = new SplittableRandom(seed);
    var holdouts = List.of(new Holdout("year-" + seed, 1_000));
    var one = anyExperiment(random, "one").holdouts(holdouts).make();
    var two = anyExperiment(random, "two").holdouts(holdouts).make();
    var experiments = experiments(one, two);
    int held = 0;
    for (int i = 0; i < 5_000; i++) {
      var answers = experiments.assignAll(Subject.user("user-" + i), Visit.at(NOW));
      assertThat(answers.get(0).reason() == Reason.HELD_OUT)
          .isEqualTo(answers.get(1).reason() == Reason.HELD_OUT);
      held += answers.get(0).reason() == Reason.HELD_OUT ? 1 : 0;
    }
    assertThat(held).isBetween(400, 600);
  }

  private static Assignment assign(Experiments experiments, Subject subject, Instant at) {
    return experiments.assignAll(subject, Visit.at(at)).getFirst();
  }

  private static ExperimentDraft anyExperiment(RandomGenerator random, String key) {
    var variants = new ArrayList<Variant>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      variants.add(Variant.of("v" + i, (i == 0 ? 1 : 0) + random.nextInt(10_000)));
    }
    return Experiment.draft(key, variants.toArray(Variant[]::new))
        .running()
        .hasher(anyHasher(random));
  }

  private static Hasher anyHasher(RandomGenerator random) {
    return List.of(Hasher.values()).get(random.nextInt(Hasher.values().length));
  }

  private static Subject anySubject(RandomGenerator random) {
    int length = 1 + random.nextInt(40);
    var id = new StringBuilder();
    for (int i = 0; i < length; i++) {
      id.appendCodePoint(
          random.nextInt(4) == 0 ? 0x1F300 + random.nextInt(500) : 32 + random.nextInt(95));
    }
    return Subject.user(id.toString());
  }
}
