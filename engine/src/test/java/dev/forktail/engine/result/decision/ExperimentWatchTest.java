package dev.forktail.engine.result.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.assignment.Rollout;
import dev.forktail.assignment.State;
import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.notice.Notice;
import dev.forktail.engine.notice.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExperimentWatchTest {
  private final Scene scene = new Scene();
  private final Map<UUID, Notice> told = new LinkedHashMap<>();

  private ExperimentWatch watch(boolean rollback) {
    return new ExperimentWatch(
        scene::definitions,
        (_, _) -> scene.evidence,
        scene.catalog,
        notice -> told.putIfAbsent(notice.id(), notice),
        new WatchNotices(path -> " https://forktail.example" + path),
        rollback,
        () -> Scene.NOW);
  }

  private List<Topic> topics() {
    return told.values().stream().map(Notice::topic).toList();
  }

  private State state() {
    return scene.experiment().experiment().state();
  }

  @Test
  void aHarmedGuardrailPausesTheExperimentAndPeopleAreToldOnce() {
    scene.know(1_000, 1_000, 200, 500);

    assertThat(watch(true).round()).isEqualTo(1);
    assertThat(watch(true).round()).isZero();

    assertThat(state()).isEqualTo(State.paused());
    var change = scene.catalog.audit(Scene.PROJECT, Scene.KEY).getFirst().change();
    assertThat(change.who()).isEqualTo("forktail");
    assertThat(change.action()).isEqualTo(Action.PAUSE);
    assertThat(change.note())
        .startsWith("Guardrail Refunds: treatment differs from control by +150.0 %");
    assertThat(topics()).containsExactly(Topic.ROLLBACK);
    var notice = told.values().iterator().next();
    assertThat(notice.text()).contains("https://forktail.example/experiments/checkout");
    assertThat(notice.facts()).containsEntry("metric", "refunds").containsEntry("margin", 0.05);
  }

  @Test
  void whoeverStartsItAgainIsNotOverruled() {
    scene.know(1_000, 1_000, 200, 500);
    watch(true).round();
    scene.editor.move(
        Scene.PROJECT,
        Scene.KEY,
        State.running(),
        OptionalLong.empty(),
        new Change("ann", Scene.NOW, Action.START, "I know"));

    assertThat(watch(true).round()).isZero();

    assertThat(state()).isEqualTo(State.running());
    assertThat(topics()).containsExactly(Topic.ROLLBACK, Topic.VERDICT);
  }

  @Test
  void withoutRollbackItIsOnlyTold() {
    scene.know(1_000, 1_000, 200, 500);

    watch(false).round();

    assertThat(state()).isEqualTo(State.running());
    assertThat(topics()).containsExactly(Topic.VERDICT);
    assertThat(told.values().iterator().next().subject()).startsWith("checkout: Stop");
  }

  @Test
  void aGuardrailThatIsWorseWithinItsMarginHarmsNothing() {
    scene.know(1_000, 1_000, 200, 206);

    assertThat(watch(true).round()).isZero();

    assertThat(state()).isEqualTo(State.running());
    assertThat(told).isEmpty();
  }

  @Test
  void aVerdictIsToldOnceHoweverOftenItIsSeenAndTheNextOneAgain() {
    scene.know(1_000, 1_400, 200, 200);
    watch(true).round();
    scene.know(1_000, 1_410, 200, 200);
    watch(true).round();
    assertThat(told.values())
        .extracting(Notice::subject)
        .containsExactly("checkout: Ship treatment.");

    scene.know(1_000, 700, 200, 200);
    watch(true).round();
    assertThat(told.values())
        .extracting(Notice::subject)
        .containsExactly("checkout: Ship treatment.", "checkout: Keep control.");
  }

  @Test
  void aDecisionThatNobodyWasToldOfIsToldOnce() {
    decide(Scene.NOW.minusSeconds(60));
    var watch = watch(true);

    watch.round();
    watch.round();
    watch(true).round(); // another node, or this one started again

    assertThat(topics()).containsExactly(Topic.DECISION);
    var notice = told.values().iterator().next();
    assertThat(notice.subject()).isEqualTo("checkout: decided for treatment");
    assertThat(notice.facts())
        .isEqualTo(
            Map.of("winner", "treatment", "who", "ann", "version", scene.experiment().version()));
  }

  @Test
  void aDecisionOfLongAgoIsNotNews() {
    decide(Scene.NOW.minus(Duration.ofDays(2)));

    watch(true).round();

    assertThat(told).isEmpty();
  }

  private void decide(Instant at) {
    scene.editor.decide(
        Scene.PROJECT,
        Scene.KEY,
        new State.Decided(new VariantKey("treatment"), Rollout.AT_ONCE),
        OptionalLong.empty(),
        new Change("ann", at, Action.DECIDE, ""));
  }

  @Test
  void whatIsNotMeasuredIsLeftAlone() {
    assertThat(watch(true).round()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void whatCannotBeReadIsSaid() {
    var watch =
        new ExperimentWatch(
            scene::definitions,
            (_, _) -> {
              throw new StoreException.Unavailable("away");
            },
            scene.catalog,
            notice -> told.put(notice.id(), notice),
            new WatchNotices(_ -> ""),
            true,
            () -> Scene.NOW);

    assertThatThrownBy(watch::round).isInstanceOf(StoreException.Unavailable.class);
  }
}
