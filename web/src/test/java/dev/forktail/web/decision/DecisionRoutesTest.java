package dev.forktail.web.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Rollout;
import dev.forktail.assignment.State;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.experiment.Definition;
import dev.forktail.engine.experiment.ExperimentEditor;
import dev.forktail.engine.experiment.memory.InMemoryExperimentCatalog;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.result.decision.Decision;
import dev.forktail.engine.result.decision.Decisions;
import dev.forktail.engine.result.decision.Evidence;
import dev.forktail.engine.result.decision.memory.InMemoryDecisionArchive;
import dev.forktail.engine.result.report.Given;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.web.http.ApiServer;
import dev.forktail.web.result.ResultJson;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DecisionRoutesTest {
  private static final ExperimentKey KEY = new ExperimentKey("checkout");
  private static final String DECISION = "/api/experiments/checkout/decision";

  private final InMemoryExperimentCatalog catalog = new InMemoryExperimentCatalog();
  private final Decisions decisions =
      new Decisions(
          catalog,
          new InMemoryDecisionArchive(),
          (_, _) ->
              Optional.of(
                  new Evidence(
                      Given.aAndB()
                          .goal(Given.orders())
                          .share(Given.orders(), "A", 5_000, 10_000)
                          .share(Given.orders(), "B", 7_500, 10_000)
                          .totals(),
                      ReportSettings.standard(),
                      Given.AS_OF)),
          ResultJson::one);
  private final ApiServer server =
      ApiServer.open(
          (routes, keys, pages) -> new DecisionRoutes(decisions, keys).addTo(routes, pages));

  @AfterEach
  void close() {
    server.close();
  }

  private void decide() {
    var experiment =
        Experiment.draft("checkout", Variant.of("A", 1), Variant.of("B", 1)).running().make();
    new ExperimentEditor(catalog)
        .create(
            Given.PROJECT,
            new Definition(experiment, "A <b>large</b> button", ""),
            new Change("ann", Given.STARTED, Action.CREATE, ""));
    decisions.decide(
        Given.PROJECT,
        KEY,
        State.decided(new VariantKey("B"), Rollout.evenly(Given.AS_OF, Duration.ofHours(10))),
        OptionalLong.empty(),
        new Change("ann", Given.AS_OF, Action.DECIDE, "As expected"));
  }

  @Test
  void whatWasKnownIsThereWithAllItWasComputedFrom() {
    decide();

    var decision = JsonTree.object(get(DECISION, "read", "*/*").body());
    assertThat(decision.text("winner")).isEqualTo("B");
    assertThat(
            decision
                .findObject("report")
                .flatMap(report -> report.findObject("verdict"))
                .orElseThrow()
                .text("sentence"))
        .isEqualTo("Ship B.");
    assertThat(Decision.evidence(decision))
        .map(evidence -> JsonTree.text(JsonTree.object(ResultJson.one(evidence.report())).rest()))
        .contains(JsonTree.text(Objects.requireNonNull(decision.value("report"))));
  }

  @Test
  void thePageSaysItInWordsAndLoadsNothing() {
    decide();

    var page = get(DECISION, "admin", "text/html,*/*");
    assertThat(page.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
    assertThat(page.body())
        .contains("A &lt;b&gt;large&lt;/b&gt; button")
        .contains("Ship B.")
        .contains("<td>50.0 %</td>")
        .contains("2026-11-10T22:00:00Z: 100.0 %")
        .doesNotContain("src=")
        .doesNotContain("href=");
  }

  @Test
  void anEarlierDecisionIsFoundByItsVersion() {
    decide();

    assertThat(get(DECISION + "?version=2", "read", "*/*").statusCode()).isEqualTo(200);
    assertThat(get(DECISION + "?version=1", "read", "*/*").statusCode()).isEqualTo(404);
  }

  @Test
  void whatWasNotDecidedIsNotFoundAndAWriteKeyMayNotLook() {
    assertThat(get(DECISION, "read", "*/*").statusCode()).isEqualTo(404);
    assertThat(get("/api/experiments/a%20b!/decision", "read", "*/*").statusCode()).isEqualTo(404);
    assertThat(get(DECISION, "write", "*/*").statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> get(String path, String key, String accept) {
    return server.send(server.request(path, key).header("Accept", accept).GET());
  }
}
