package dev.forktail.engine.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.assignment.ExclusionSlot;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentDraft;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.State;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.MetricKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What holds for every catalog of experiments, and for the rules over it.
public abstract class ExperimentCatalogContract {
  private static final ProjectId ONE = new ProjectId(1);
  private static final ProjectId TWO = new ProjectId(2);
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final ExperimentKey COLOUR = new ExperimentKey("colour");
  private static final OptionalLong WHICHEVER = OptionalLong.empty();

  protected abstract ExperimentCatalog emptyCatalog();

  @Test
  void whatWasCreatedIsThereAsItWas() {
    var catalog = emptyCatalog();
    long before = catalog.version();

    var outcome = create(catalog, ONE, definition("colour"));

    var stored = new StoredExperiment(ONE, definition("colour"), 1, NOON, NOON, List.of());
    assertThat(outcome).isEqualTo(new EditOutcome.Store(stored, change(Action.CREATE, 0)));
    assertThat(catalog.list(ONE)).containsExactly(stored);
    assertThat(catalog.list(TWO)).isEmpty();
    assertThat(catalog.version()).isNotEqualTo(before);
    assertThat(catalog.definitions())
        .isEqualTo(new Definitions(catalog.version(), List.of(stored), List.of()));
  }

  @Test
  void aKeyIsTakenOncePerProject() {
    var catalog = emptyCatalog();
    create(catalog, ONE, definition("colour"));
    long version = catalog.version();

    assertThat(create(catalog, ONE, definition("colour"))).isEqualTo(new EditOutcome.Taken());
    assertThat(catalog.version()).isEqualTo(version);
    assertThat(create(catalog, TWO, definition("colour"))).isInstanceOf(EditOutcome.Store.class);
    assertThat(catalog.definitions().experiments()).hasSize(2);
  }

  @Test
  void onlyWhoHasSeenTheNewestVersionChangesIt() {
    var catalog = emptyCatalog();
    var editor = new ExperimentEditor(catalog);
    create(catalog, ONE, definition("colour"));
    var renamed = new Definition(definition("colour").experiment(), "New name", "");

    assertThat(editor.replace(ONE, renamed, 2, change(Action.EDIT, 1)))
        .isEqualTo(new EditOutcome.Stale(1));
    assertThat(editor.replace(ONE, renamed, 1, change(Action.EDIT, 1)))
        .isEqualTo(
            new EditOutcome.Store(
                new StoredExperiment(ONE, renamed, 2, NOON, NOON.plusSeconds(1), List.of()),
                change(Action.EDIT, 1)));
    assertThat(editor.replace(ONE, renamed, 1, change(Action.EDIT, 2)))
        .isEqualTo(new EditOutcome.Stale(2));
    assertThat(editor.replace(ONE, renamed, 2, change(Action.EDIT, 2)))
        .isInstanceOf(EditOutcome.Same.class);
    assertThat(editor.replace(TWO, renamed, 2, change(Action.EDIT, 2)))
        .isEqualTo(new EditOutcome.Missing());
  }

  @Test
  void theAuditHasEachVersionWithWhoMadeItWhenAndHow() {
    var catalog = emptyCatalog();
    var editor = new ExperimentEditor(catalog);
    create(catalog, ONE, definition("colour"));
    editor.move(ONE, COLOUR, State.running(), WHICHEVER, change(Action.START, 1));
    editor.move(ONE, COLOUR, State.draft(), WHICHEVER, change(Action.EDIT, 2));
    editor.decide(
        ONE,
        COLOUR,
        State.decided(new VariantKey("b")),
        OptionalLong.of(2),
        change(Action.DECIDE, 3));

    var lines = catalog.audit(ONE, COLOUR);

    assertThat(lines).extracting(AuditLine::version).containsExactly(3L, 2L, 1L);
    assertThat(lines)
        .extracting(AuditLine::change)
        .containsExactly(
            change(Action.DECIDE, 3), change(Action.START, 1), change(Action.CREATE, 0));
    assertThat(lines.getFirst().definition().experiment().state())
        .isEqualTo(State.decided(new VariantKey("b")));
    assertThat(catalog.audit(TWO, COLOUR)).isEmpty();
  }

  @Test
  void statesFollowEachOtherAsTheyMay() {
    var catalog = emptyCatalog();
    var editor = new ExperimentEditor(catalog);
    create(catalog, ONE, definition("colour"));

    assertThat(editor.move(ONE, COLOUR, State.paused(), WHICHEVER, change(Action.PAUSE, 1)))
        .isEqualTo(
            new EditOutcome.Refused(
                Optional.empty(), "An experiment that is draft cannot become paused."));
    assertThat(
            editor.move(ONE, COLOUR, State.running(), OptionalLong.of(9), change(Action.START, 1)))
        .isEqualTo(new EditOutcome.Stale(1));
    editor.move(ONE, COLOUR, State.running(), WHICHEVER, change(Action.START, 1));
    assertThat(editor.move(ONE, COLOUR, State.running(), WHICHEVER, change(Action.START, 2)))
        .isInstanceOf(EditOutcome.Same.class);
    assertThat(
            editor.decide(
                ONE,
                COLOUR,
                State.decided(new VariantKey("c")),
                WHICHEVER,
                change(Action.DECIDE, 2)))
        .isEqualTo(new EditOutcome.Refused(Optional.of("winner"), "There is no variant c."));
    editor.move(ONE, COLOUR, State.paused(), WHICHEVER, change(Action.PAUSE, 2));
    editor.move(ONE, COLOUR, State.archived(), WHICHEVER, change(Action.ARCHIVE, 3));
    assertThat(editor.move(ONE, COLOUR, State.running(), WHICHEVER, change(Action.START, 4)))
        .isInstanceOf(EditOutcome.Refused.class);
  }

  @Test
  void aRunGoesFromTheFirstStartToTheRestartAndTheLastOneToTheDecision() {
    var catalog = emptyCatalog();
    var editor = new ExperimentEditor(catalog);
    create(catalog, ONE, definition("colour"));

    assertThat(editor.restart(ONE, COLOUR, WHICHEVER, change(Action.RESTART, 1)))
        .isInstanceOf(EditOutcome.Refused.class);
    editor.move(ONE, COLOUR, State.running(), WHICHEVER, change(Action.START, 1));
    editor.move(ONE, COLOUR, State.paused(), WHICHEVER, change(Action.PAUSE, 2));
    editor.move(ONE, COLOUR, State.running(), WHICHEVER, change(Action.START, 3));
    assertThat(runs(catalog)).containsExactly(new ExperimentRun(1, at(1), null));
    editor.move(ONE, COLOUR, State.paused(), WHICHEVER, change(Action.PAUSE, 4));
    assertThat(editor.restart(ONE, COLOUR, OptionalLong.of(1), change(Action.RESTART, 5)))
        .isEqualTo(new EditOutcome.Stale(5));
    editor.restart(ONE, COLOUR, OptionalLong.of(5), change(Action.RESTART, 5));
    assertThat(catalog.list(ONE).getFirst().experiment().state()).isEqualTo(State.paused());
    editor.decide(
        ONE, COLOUR, State.decided(new VariantKey("b")), WHICHEVER, change(Action.DECIDE, 6));
    editor.move(ONE, COLOUR, State.archived(), WHICHEVER, change(Action.ARCHIVE, 7));

    assertThat(runs(catalog))
        .containsExactly(new ExperimentRun(1, at(1), at(5)), new ExperimentRun(2, at(5), at(6)));
    assertThat(editor.restart(ONE, COLOUR, WHICHEVER, change(Action.RESTART, 8)))
        .isInstanceOf(EditOutcome.Refused.class);
    assertThat(catalog.audit(ONE, COLOUR))
        .extracting(line -> line.change().action())
        .contains(Action.RESTART);
  }

  @Test
  void oneThatIsCreatedRunningHasBegun() {
    var catalog = emptyCatalog();

    create(catalog, ONE, named(draft("colour").state(State.running())));

    assertThat(runs(catalog)).containsExactly(new ExperimentRun(1, NOON, null));
  }

  @Test
  void itsMetricsMayChangeWhileItRuns() {
    var catalog = emptyCatalog();
    var editor = new ExperimentEditor(catalog);
    create(catalog, ONE, named(draft("colour").state(State.running())));
    var measured =
        new Definition(
            draft("colour").make(),
            "A name",
            "",
            List.of(new MetricKey("revenue"), new MetricKey("orders")),
            List.of(new MetricKey("errors")));

    editor.replace(ONE, measured, 1, change(Action.EDIT, 1));

    var stored = catalog.list(ONE).getFirst();
    assertThat(stored.definition().metrics()).isEqualTo(measured.metrics());
    assertThat(stored.definition().guardrails()).isEqualTo(measured.guardrails());
    assertThat(stored.runs()).containsExactly(new ExperimentRun(1, NOON, null));
  }

  private static List<ExperimentRun> runs(ExperimentCatalog catalog) {
    return catalog.list(ONE).getFirst().runs();
  }

  private static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  @Test
  void whatDecidesTheArmsIsFixedOnceItHasBegun() {
    var catalog = emptyCatalog();
    var editor = new ExperimentEditor(catalog);
    create(catalog, ONE, definition("colour"));
    editor.move(ONE, COLOUR, State.running(), WHICHEVER, change(Action.START, 1));
    var other = draft("colour").variants(List.of(Variant.of("a", 1_000), Variant.of("b", 9_000)));

    assertThat(editor.replace(ONE, named(other), 2, change(Action.EDIT, 2)))
        .isEqualTo(new EditOutcome.Refused(Optional.of("variants"), FixedFields.REASON));
    assertThat(editor.replace(ONE, named(draft("colour").traffic(10)), 2, change(Action.EDIT, 2)))
        .isEqualTo(new EditOutcome.Refused(Optional.of("traffic"), FixedFields.REASON));
  }

  @Test
  void membersOfAnExclusionGroupDoNotOverlap() {
    var catalog = emptyCatalog();
    create(catalog, ONE, named(draft("one").exclusion(ExclusionSlot.of("checkout", 0, 6_000))));

    assertThat(
            create(
                catalog,
                ONE,
                named(draft("two").exclusion(ExclusionSlot.of("checkout", 5_000, 10_000)))))
        .isInstanceOfSatisfying(
            EditOutcome.Refused.class,
            refused -> assertThat(refused.field()).contains("exclusion"));
    assertThat(
            create(
                catalog,
                ONE,
                named(draft("two").exclusion(ExclusionSlot.of("checkout", 6_000, 10_000)))))
        .isInstanceOf(EditOutcome.Store.class);
  }

  @Test
  void ofManyWhoEditAtOnceOnlyOneHasSeenTheNewestVersion() throws Exception {
    var catalog = emptyCatalog();
    var editor = new ExperimentEditor(catalog);
    create(catalog, ONE, definition("colour"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var edits =
          java.util.stream.IntStream.range(0, 8)
              .<Callable<EditOutcome>>mapToObj(
                  i ->
                      () ->
                          editor.replace(
                              ONE,
                              new Definition(definition("colour").experiment(), "Name " + i, ""),
                              1,
                              change(Action.EDIT, i)))
              .toList();

      var outcomes = threads.invokeAll(edits).stream().map(Future::resultNow).toList();

      assertThat(outcomes).filteredOn(EditOutcome.Store.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(EditOutcome.Stale.class::isInstance).hasSize(7);
    }
    assertThat(catalog.audit(ONE, COLOUR)).hasSize(2);
  }

  @Test
  void anEditThatFailsChangesNothing() {
    var catalog = emptyCatalog();
    long version = catalog.version();

    assertThatThrownBy(
            () ->
                catalog.edit(
                    ONE,
                    _ -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");

    assertThat(catalog.version()).isEqualTo(version);
    assertThat(create(catalog, ONE, definition("colour"))).isInstanceOf(EditOutcome.Store.class);
  }

  private static EditOutcome create(
      ExperimentCatalog catalog, ProjectId project, Definition definition) {
    return new ExperimentEditor(catalog).create(project, definition, change(Action.CREATE, 0));
  }

  private static Change change(Action action, int second) {
    return new Change("admin", NOON.plusSeconds(second), action, "because");
  }

  private static Definition definition(String key) {
    return named(draft(key));
  }

  private static Definition named(ExperimentDraft draft) {
    return new Definition(draft.make(), "A name", "What it is for");
  }

  private static ExperimentDraft draft(String key) {
    return Experiment.draft(key, Variant.of("a", 5_000), Variant.of("b", 5_000));
  }
}
