package dev.forktail.engine.result.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.Rollout;
import dev.forktail.assignment.State;
import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.EditOutcome;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.result.decision.memory.InMemoryDecisionArchive;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  private static final State.Decided TREATMENT =
      new State.Decided(
          new VariantKey("treatment"), Rollout.evenly(Scene.NOW, Duration.ofHours(24)));
  private static final State.Decided CONTROL =
      new State.Decided(new VariantKey("control"), Rollout.AT_ONCE);

  private final Scene scene = new Scene();
  private final InMemoryDecisionArchive archive = new InMemoryDecisionArchive();
  private final Decisions decisions = decisions((_, _) -> scene.evidence);

  private Decisions decisions(EvidenceSource source) {
    return new Decisions(
        scene.catalog,
        archive,
        source,
        report -> "{\"sentence\":\"" + report.verdict().sentence() + "\"}");
  }

  private EditOutcome decide(State.Decided wish, OptionalLong seen) {
    return decisions.decide(
        Scene.PROJECT, Scene.KEY, wish, seen, new Change("ann", Scene.NOW, Action.DECIDE, "Yes"));
  }

  private String document() {
    return decisions.find(Scene.PROJECT, Scene.KEY, OptionalLong.empty()).orElseThrow();
  }

  @Test
  void theReportCanBeMadeAgainFromWhatIsKept() {
    scene.know(1_000, 1_400, 200, 200);

    assertThat(decide(TREATMENT, OptionalLong.empty())).isInstanceOf(EditOutcome.Store.class);

    assertThat(scene.experiment().experiment().state()).isEqualTo(TREATMENT);
    var kept = Decision.evidence(JsonTree.object(document())).orElseThrow();
    assertThat(kept).isEqualTo(scene.evidence.orElseThrow());
    assertThat(kept.report()).isEqualTo(scene.evidence.orElseThrow().report());
    var json = JsonTree.object(document());
    assertThat(json.text("winner")).isEqualTo("treatment");
    assertThat(json.text("who")).isEqualTo("ann");
    assertThat(json.objects("ramp")).hasSize(TREATMENT.rollout().steps().size());
    assertThat(json.findObject("report").orElseThrow().text("sentence"))
        .isEqualTo("Ship treatment.");
  }

  @Test
  void whatIsKnownLaterDoesNotChangeIt() {
    scene.know(1_000, 1_400, 200, 200);
    decide(TREATMENT, OptionalLong.empty());
    var before = document();

    scene.know(1_000, 700, 200, 200);

    assertThat(document()).isEqualTo(before);
  }

  @Test
  void aRevisedDecisionHasItsOwnEvidenceAndTheFirstStays() {
    scene.know(1_000, 1_400, 200, 200);
    decide(TREATMENT, OptionalLong.empty());
    long first = scene.experiment().version();
    scene.know(1_000, 700, 200, 200);
    decide(CONTROL, OptionalLong.empty());

    assertThat(JsonTree.object(document()).text("winner")).isEqualTo("control");
    var former = decisions.find(Scene.PROJECT, Scene.KEY, OptionalLong.of(first)).orElseThrow();
    assertThat(JsonTree.object(former).text("winner")).isEqualTo("treatment");
  }

  @Test
  void aDecisionThatCameToNothingIsNeverShown() {
    scene.know(1_000, 1_400, 200, 200);
    archive.keep(Scene.PROJECT, Scene.KEY, 2, "{}");
    var outcome = decide(TREATMENT, OptionalLong.of(7));

    assertThat(outcome).isInstanceOf(EditOutcome.Stale.class);
    assertThat(decisions.find(Scene.PROJECT, Scene.KEY, OptionalLong.empty())).isEmpty();
    assertThat(decisions.find(Scene.PROJECT, Scene.KEY, OptionalLong.of(2))).isEmpty();
  }

  @Test
  void whoDecidesWhileResultsAreAwayIsNotKeptFromIt() {
    var away =
        decisions(
            (_, _) -> {
              throw new StoreException.Unavailable("The event database is away");
            });

    away.decide(
        Scene.PROJECT,
        Scene.KEY,
        CONTROL,
        OptionalLong.empty(),
        new Change("ann", Scene.NOW, Action.DECIDE, ""));

    assertThat(JsonTree.object(document()).text("noEvidence")).contains("database is away");
    assertThat(Decision.evidence(JsonTree.object(document()))).isEmpty();
  }

  @Test
  void aPausedExperimentIsDecidedAtOnceOnly() {
    scene.editor.move(
        Scene.PROJECT,
        Scene.KEY,
        State.paused(),
        OptionalLong.empty(),
        new Change("ann", Scene.NOW, Action.PAUSE, ""));

    assertThat(decide(TREATMENT, OptionalLong.empty())).isInstanceOf(EditOutcome.Refused.class);
    assertThat(decide(CONTROL, OptionalLong.empty())).isInstanceOf(EditOutcome.Store.class);
  }
}
