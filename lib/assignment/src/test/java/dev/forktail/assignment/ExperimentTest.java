package dev.forktail.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.assignment.Schedule.RampStep;
import dev.forktail.assignment.hash.Hasher;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExperimentTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final VariantKey WINNER = new VariantKey("treatment");
  private static final List<State> STATES =
      List.of(
          State.draft(), State.running(), State.paused(), State.decided(WINNER), State.archived());

  /// Rows: from; columns: draft, running, paused, decided, archived.
  @Test
  void onlyTheseStatesFollowEachOther() {
    var allowed =
        List.of(
            List.of(false, true, false, false, true),
            List.of(false, false, true, true, false),
            List.of(false, true, false, true, true),
            List.of(false, false, false, false, true),
            List.of(false, false, false, false, false));
    for (int from = 0; from < STATES.size(); from++) {
      for (int to = 0; to < STATES.size(); to++) {
        assertThat(STATES.get(from).mayBecome(STATES.get(to)))
            .as(STATES.get(from).word() + " to " + STATES.get(to).word())
            .isEqualTo(allowed.get(from).get(to));
      }
    }
  }

  @Test
  void aDecisionCanBeRevisedButNotRepeated() {
    var decided = State.decided(WINNER);
    assertThat(decided.mayBecome(State.decided(new VariantKey("control")))).isTrue();
    assertThat(decided.mayBecome(State.decided(WINNER))).isFalse();
  }

  @Test
  void anExperimentRefusesAStateThatDoesNotFollow() {
    var draft = draft().make();
    assertThat(draft.become(State.running()).state()).isEqualTo(State.running());
    assertThatThrownBy(() -> draft.become(State.paused()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Experiment checkout cannot go from draft to paused");
    var running = draft.become(State.running());
    assertThatThrownBy(() -> running.become(State.decided(new VariantKey("other"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStateChangeSaysWhoAndWhenAndExistsOnlyIfItIsAllowed() {
    var key = new ExperimentKey("checkout");
    var change = new StateChange(key, State.draft(), State.running(), NOW, "ann", "go");
    assertThat(change.by()).isEqualTo("ann");
    assertThatThrownBy(
            () -> new StateChange(key, State.archived(), State.running(), NOW, "ann", "again"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new StateChange(key, State.draft(), State.running(), NOW, " ", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a\nb", "\u0000"})
  void aKeyHasNoControlCharactersAndNoSpaceAtItsEnds(String key) {
    assertThatThrownBy(() -> new ExperimentKey(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new VariantKey(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyMayBeOfAnyScript() {
    assertThat(new ExperimentKey("Kasse größer 東京").value()).isEqualTo("Kasse größer 東京");
  }

  @Test
  void variantsMustBeDistinctAndHaveAWeightAndOneKindOfValue() {
    assertRefused(List.of());
    assertRefused(List.of(Variant.of("a", 1), Variant.of("a", 1)));
    assertRefused(List.of(Variant.of("a", 0), Variant.of("b", 0)));
    assertRefused(List.of(Variant.of("a", 1_000_000), Variant.of("b", 1)));
    assertRefused(List.of(Variant.of("a", 1, new Value.Text("x")), Variant.of("b", 1)));
    assertRefused(
        List.of(
            Variant.of("a", 1, new Value.Text("1")),
            Variant.of("b", 1, new Value.Decimal(BigDecimal.ONE))));
  }

  @Test
  void aRampGoesUpInOrderOfTime() {
    var later = NOW.plusSeconds(1);
    assertThatThrownBy(
            () -> new Schedule(null, null, List.of(new RampStep(later, 1), new RampStep(NOW, 2))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Schedule(null, null, List.of(new RampStep(NOW, 2), new RampStep(later, 1))))
        .isInstanceOf(IllegalArgumentException.class);
    var ramp = new Schedule(null, null, List.of(new RampStep(NOW, 100)));
    assertThatThrownBy(() -> draft().traffic(101).schedule(ramp).make())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Schedule(NOW, NOW, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void membersOfAGroupThatCouldShareAUnitAreNamed() {
    var one = draft("one").exclusion(ExclusionSlot.of("g", 0, 5_000)).running().make();
    var two = draft("two").exclusion(ExclusionSlot.of("g", 4_999, 10_000)).running().make();
    var three = draft("three").exclusion(ExclusionSlot.of("g", 5_000, 6_000)).unit(Unit.deviceId());
    var four = draft("four").exclusion(ExclusionSlot.of("g", 9_000, 9_001));
    var archived = new ExperimentDraft(two).state(State.archived()).make();
    assertThat(ExclusionGroups.conflicts(List.of(one, two)))
        .containsExactly("one and two of the group g overlap");
    assertThat(ExclusionGroups.conflicts(List.of(one, three.make())))
        .singleElement()
        .asString()
        .contains("different units");
    assertThat(ExclusionGroups.conflicts(List.of(one, four.hasher(Hasher.GROWTHBOOK_V2).make())))
        .singleElement()
        .asString()
        .contains("hash differently");
    assertThat(
            ExclusionGroups.conflicts(List.of(one, archived, four.hasher(Hasher.UNLEASH).make())))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"company, 42", "company, acme", "vip, true", "ratio, 1.5"})
  void anAttributeCanBeTheUnit(String name, String expected) {
    var subject = Subject.user("ann").with(Map.of("company", expected, "vip", true, "ratio", 1.5f));
    assertThat(Unit.attribute(name).of(subject)).hasToString(expected);
    assertThat(Unit.attribute(name).of(Subject.user("ann"))).isNull();
    assertThat(Unit.attribute("company").of(subject.with(Map.of("company", "")))).isNull();
    assertThat(Unit.attribute("company").of(subject.with(Map.of("company", 42.0))))
        .hasToString("42");
  }

  @Test
  void whatIsWithinAnAttributeHasANameWithAPointAndNullIsNothing() {
    var nested = new HashMap<String, Object>();
    nested.put("city", "Vienna");
    nested.put("street", null);
    var list = Arrays.asList("a", null, 2, Map.of("x", 1));
    var subject = Subject.user("ann").with(Map.of("address", nested, "tags", list));
    assertThat(subject.attributes())
        .isEqualTo(Map.of("address.city", "Vienna", "tags", List.of("a", 2L)));
  }

  @Test
  void anIdComesBeforeAnAttributeOfItsName() {
    var subject = Subject.user("ann").with(Map.of("userId", "bob", "deviceId", "phone"));
    assertThat(subject.attribute("userId")).isEqualTo("ann");
    assertThat(subject.attribute("deviceId")).isEqualTo("phone");
  }

  @Test
  void anAttributeOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> Subject.user("ann").with(Map.of("x", new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x");
  }

  private static void assertRefused(List<Variant> variants) {
    assertThatThrownBy(() -> draft().variants(variants).make())
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ExperimentDraft draft() {
    return draft("checkout");
  }

  private static ExperimentDraft draft(String key) {
    return Experiment.draft(key, Variant.of("control", 5_000), Variant.of("treatment", 5_000));
  }
}
