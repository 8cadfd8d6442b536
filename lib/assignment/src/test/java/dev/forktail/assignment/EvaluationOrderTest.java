package dev.forktail.assignment;

import static dev.forktail.assignment.TestSurroundings.experiments;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.hash.UnitId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The order in which [Experiments] decides: each step, and that it comes before the next.
final class EvaluationOrderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final ExperimentKey KEY = new ExperimentKey("checkout");
  private static final VariantKey TREATMENT = new VariantKey("treatment");
  private static final Condition NOBODY = new Condition.Exists("no such attribute");
  private static final Holdout EVERYBODY = new Holdout("all", 10_000);
  private static final Visit VISIT = Visit.at(NOW);
  private static final Visit PREVIEW = new Visit(NOW, Remembered.NOTHING, Map.of(KEY, TREATMENT));
  private static final Visit RETURN = Visit.at(NOW, Remembered.of(Map.of(KEY, TREATMENT)));
  private static final Visit NO_MEMORY = Visit.at(NOW, Remembered.UNAVAILABLE);
  private static final Subject ANN = Subject.user("ann");
  private static final Subject NO_ID = new Subject(null, null, null, null, Map.of(), false);

  /// Only the second variant has a weight, so that it is known who was dealt one.
  private static ExperimentDraft running() {
    return Experiment.draft("checkout", Variant.of("control", 0), Variant.of("treatment", 10_000))
        .running();
  }

  @Test
  void anArchivedExperimentGivesControlAlsoToAPreview() {
    assertThat(decide(running().state(State.archived()), ANN, PREVIEW))
        .isEqualTo("NOT_RUNNING control");
  }

  @Test
  void aMachineGetsControlAlsoWhenItPreviews() {
    assertThat(decide(running(), ANN.asBot(), PREVIEW)).isEqualTo("BOT control");
  }

  @Test
  void aMachineGetsTheWinner() {
    var decided = running().state(State.decided(TREATMENT));
    assertThat(decide(decided, ANN.asBot(), VISIT)).isEqualTo("DECIDED treatment");
    assertThat(decide(decided.targeting(NOBODY), ANN.asBot(), VISIT)).isEqualTo("BOT control");
  }

  @Test
  void aPreviewShowsADraftAndComesBeforeWhatIsForced() {
    var draft = running().state(State.draft()).forced(Map.of("ann", new VariantKey("control")));
    assertThat(decide(draft, ANN, PREVIEW)).isEqualTo("PREVIEWED treatment");
    assertThat(decide(draft, ANN, VISIT)).isEqualTo("FORCED control");
  }

  @Test
  void aPreviewOfAVariantThatDoesNotExistIsNone() {
    var preview = new Visit(NOW, Remembered.NOTHING, Map.of(KEY, new VariantKey("other")));
    assertThat(decide(running(), ANN, preview)).isEqualTo("ASSIGNED treatment");
  }

  @Test
  void anyIdOfTheSubjectCanBeForced() {
    var byUser = running().forced(Map.of("phone-1", new VariantKey("control")));
    var subject =
        new Subject(UnitId.of("ann"), UnitId.of("a1"), UnitId.of("phone-1"), null, Map.of(), false);
    assertThat(decide(byUser, subject, VISIT)).isEqualTo("FORCED control");
  }

  @Test
  void aDraftAndAPausedExperimentGiveControlAlsoToThoseWhoHadAnArm() {
    assertThat(decide(running().state(State.draft()), ANN, RETURN))
        .isEqualTo("NOT_RUNNING control");
    assertThat(decide(running().state(State.paused()), ANN, RETURN))
        .isEqualTo("NOT_RUNNING control");
  }

  @Test
  void theWinnerIsForAllWhoAreTargetedAndNotHeldOutAlsoAfterTheEnd() {
    var over = new Schedule(null, NOW, List.of());
    var decided = running().state(State.decided(TREATMENT)).traffic(0).schedule(over);
    assertThat(decide(decided, NO_ID, VISIT)).isEqualTo("DECIDED treatment");
    assertThat(decide(decided.targeting(NOBODY), ANN, VISIT)).isEqualTo("NOT_TARGETED control");
    var holding = decided.holdouts(List.of(EVERYBODY));
    assertThat(decide(holding, ANN, VISIT)).isEqualTo("HELD_OUT control");
    assertThat(decide(holding, NO_ID, VISIT)).isEqualTo("MISSING_UNIT control");
  }

  @Test
  void outsideOfItsScheduleNobodyIsAssignedAlsoWithoutUnit() {
    var later = new Schedule(NOW.plusSeconds(1), null, List.of());
    var over = new Schedule(null, NOW, List.of());
    assertThat(decide(running().schedule(later), NO_ID, RETURN)).isEqualTo("NOT_SCHEDULED control");
    assertThat(decide(running().schedule(over), ANN, RETURN)).isEqualTo("NOT_SCHEDULED control");
    var now = new Schedule(NOW, NOW.plusNanos(1), List.of());
    assertThat(decide(running().schedule(now), ANN, VISIT)).isEqualTo("ASSIGNED treatment");
  }

  @Test
  void withoutUnitThereIsNoArmNotEvenARememberedOne() {
    assertThat(decide(running(), NO_ID, RETURN)).isEqualTo("MISSING_UNIT control");
    assertThat(decide(running(), Subject.visitor("a1"), VISIT)).isEqualTo("MISSING_UNIT control");
  }

  @Test
  void aRememberedArmStaysWhateverHasChanged() {
    var changed =
        running()
            .holdouts(List.of(EVERYBODY))
            .targeting(NOBODY)
            .traffic(0)
            .exclusion(ExclusionSlot.of("all", 0, 1))
            .variants(List.of(Variant.of("control", 10_000), Variant.of("treatment", 0)));
    assertThat(decide(changed, ANN, RETURN)).isEqualTo("REMEMBERED treatment");
    assertThat(decide(changed, ANN, VISIT)).isEqualTo("HELD_OUT control");
  }

  @Test
  void anArmThatIsNoMoreIsForgotten() {
    var visit = Visit.at(NOW, Remembered.of(Map.of(KEY, new VariantKey("former"))));
    assertThat(decide(running(), ANN, visit)).isEqualTo("ASSIGNED treatment");
  }

  @Test
  void whoIsHeldOutIsNotAskedForTheTargeting() {
    var held = running().holdouts(List.of(EVERYBODY)).targeting(NOBODY);
    assertThat(decide(held, ANN, VISIT)).isEqualTo("HELD_OUT control");
  }

  @Test
  void targetingComesBeforeExclusionAndTraffic() {
    var none = running().exclusion(ExclusionSlot.of("group", 9_999, 10_000)).traffic(0);
    assertThat(decide(none.targeting(NOBODY), ANN, VISIT)).isEqualTo("NOT_TARGETED control");
    assertThat(decide(none.targeting(Condition.always()), ANN, VISIT))
        .isEqualTo("EXCLUDED control");
    assertThat(decide(none.exclusion(null), ANN, VISIT)).isEqualTo("NOT_IN_TRAFFIC control");
  }

  @Test
  void whoHasAnArmOfAnotherExperimentOfTheGroupIsExcluded() {
    var whole = ExclusionSlot.of("group", 0, 10_000);
    var one = running().exclusion(whole).make();
    var other = Experiment.draft("search", Variant.of("a", 1)).running().exclusion(whole).make();
    var answer = experiments(one, other).assign(other.key(), ANN, RETURN);
    assertThat(requireNonNull(answer).reason()).isEqualTo(Reason.EXCLUDED);
  }

  @Test
  void whatMustBeRememberedIsNotDealtWithoutMemory() {
    var random = running().strategy("random", Map.of());
    assertThat(decide(random, ANN, NO_MEMORY)).isEqualTo("NO_MEMORY control");
    assertThat(decide(random.traffic(0), ANN, NO_MEMORY)).isEqualTo("NOT_IN_TRAFFIC control");
    assertThat(decide(running(), ANN, NO_MEMORY)).isEqualTo("ASSIGNED treatment");
    var person = running().unit(Unit.person());
    assertThat(decide(person, ANN, NO_MEMORY)).isEqualTo("NO_MEMORY control");
  }

  @Test
  void aStrategyThatIsNotThereGivesControlAndIsReported() {
    var surroundings = new TestSurroundings(1);
    var experiment = running().strategy("astrology", Map.of()).make();
    var experiments = surroundings.with(Strategies.builtIn(), experiment);
    assertThat(text(requireNonNull(experiments.assign(KEY, ANN, VISIT))))
        .isEqualTo("STRATEGY_FAILED control");
    assertThat(surroundings.failures).singleElement().asString().contains("astrology");
  }

  @Test
  void onlyWhoIsAssignedOrRemembersIsCounted() {
    for (var reason : Reason.values()) {
      boolean part = reason == Reason.ASSIGNED || reason == Reason.REMEMBERED;
      assertThat(reason.counted()).as(reason.name()).isEqualTo(part);
    }
  }

  @Test
  void onlyWhatCannotBeComputedAgainIsToBeRemembered() {
    assertThat(answer(running(), ANN, VISIT).remember()).isFalse();
    assertThat(answer(running().unit(Unit.person()), ANN, VISIT).remember()).isTrue();
    var random = running().strategy("random", Map.of());
    assertThat(answer(random, ANN, VISIT).remember()).isTrue();
    assertThat(answer(random, ANN, RETURN).remember()).isTrue();
    assertThat(answer(random, ANN.asBot(), VISIT).remember()).isFalse();
  }

  @Test
  void theFirstArmStaysAtTheLogin() {
    var half = List.of(Variant.of("control", 1), Variant.of("treatment", 1));
    var experiment = running().variants(half).unit(Unit.person()).make();
    var experiments = experiments(experiment);
    for (int i = 0; i < 100; i++) {
      var visitor = Subject.visitor("anonymous-" + i);
      var first = requireNonNull(experiments.assign(KEY, visitor, VISIT));
      var remembered = Remembered.of(Map.of(KEY, first.variant().key()));
      var later = Visit.at(NOW.plus(Duration.ofDays(1)), remembered);
      var second = requireNonNull(experiments.assign(KEY, visitor.withUser("user-" + i), later));
      assertThat(second.variant()).isEqualTo(first.variant());
    }
  }

  private static String decide(ExperimentDraft draft, Subject subject, Visit visit) {
    return text(answer(draft, subject, visit));
  }

  private static Assignment answer(ExperimentDraft draft, Subject subject, Visit visit) {
    return requireNonNull(experiments(draft.make()).assign(KEY, subject, visit));
  }

  private static String text(Assignment assignment) {
    return assignment.reason() + " " + assignment.variant().key();
  }
}
