package dev.forktail.engine.metric.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.metric.trial.MetricTrial.Count;
import dev.forktail.engine.metric.trial.MetricTrial.Counted;
import dev.forktail.engine.query.SqlAnswer;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlOutcome;
import dev.forktail.engine.query.SqlQuestion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MetricTrialsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Measure PAID = Measure.of("Order Completed", "revenue");

  private String rows = "";
  private List<String> known = List.of("Page", "Order Completed");

  @Test
  void itSaysWhatWouldHaveCounted() {
    rows = "[[0,20,10,20,450.5,4,3,4,10.0]]";

    var trial = trial(new Quantity.Sum(PAID));

    var counted = new Counted(PAID, new Count(20, 10, 20, 450.5), new Count(4, 3, 4, 10.0));
    assertThat(trial).isEqualTo(new MetricTrial(NOON, List.of(counted), List.of()));
    assertThat(counted.last24Hours().mean()).isEqualTo(2.5);
  }

  @Test
  void eachPartOfARatioIsCounted() {
    rows = "[[0,2,1,2,9.0,2,1,2,9.0],[1,5,4,5,null,5,4,5,null]]";
    var pages = Measure.of("Page");

    var trial = trial(new Quantity.Ratio(new Quantity.Sum(PAID), new Quantity.Count(pages)));

    assertThat(trial.measures()).extracting(Counted::measure).containsExactly(PAID, pages);
    assertThat(trial.measures().getLast().yesterday()).isEqualTo(new Count(5, 4, 5, null));
    assertThat(trial.warnings()).isEmpty();
  }

  @Test
  void aNameThatNoEventHasIsToldWithTheNearest() {
    rows = "[[0,0,0,0,null,0,0,0,null]]";

    var trial = trial(new Quantity.Count(Measure.of("order completed!")));

    assertThat(trial.warnings())
        .containsExactly(
            "There is no event order completed!; the nearest names are Order Completed.");
    known = List.of();
    assertThat(trial(new Quantity.Sum(PAID)).warnings())
        .containsExactly("There are no events at all yet.");
  }

  @Test
  void aConditionThatNoEventSatisfiesIsTold() {
    rows = "[[0,0,0,0,null,0,0,0,null]]";
    var none = new Measure("Page", new Condition.Exists("nothing"), null);

    assertThat(trial(new Quantity.Count(none)).warnings())
        .containsExactly(
            "No event Page yesterday or in the last 24 hours that satisfies its condition.");
  }

  @Test
  void valuesThatCannotBeUsedAreTold() {
    rows = "[[0,0,0,0,null,2000,900,500,1.0]]";

    assertThat(trial(new Quantity.Sum(PAID)).warnings())
        .containsExactly(
            "Of 2,000 events Order Completed of the last 24 hours 1,500 have no usable revenue.");
    rows = "[[0,2,1,0,null,0,0,0,null]]";
    assertThat(trial(new Quantity.Sum(PAID)).warnings())
        .containsExactly("Of 2 events Order Completed of yesterday 2 have no usable revenue.");
  }

  @Test
  void aFailureIsAWarning() {
    var trials =
        new MetricTrials(
            (_, _) -> {
              throw new SqlException.TooExpensive("It takes too long");
            },
            (_, _, _) -> known,
            InstantSource.fixed(NOON));

    assertThat(trials.of(new ProjectId(1), Metric.of("m", new Quantity.Sum(PAID))))
        .isEqualTo(
            new MetricTrial(null, List.of(), List.of("It was not tried: It takes too long")));
  }

  @Test
  void whatTheStatementCannotSayIsNotTried() {
    var versions = new Measure("Page", new Condition.Version("app", ">=1.0.0"), null);

    assertThat(trial(new Quantity.Count(versions)).warnings())
        .singleElement()
        .asString()
        .contains("semver");
  }

  private MetricTrial trial(Quantity quantity) {
    return new MetricTrials(this::answer, (_, _, _) -> known, InstantSource.fixed(NOON))
        .of(new ProjectId(1), Metric.of("m", quantity));
  }

  private SqlAnswer answer(SqlQuestion question, OutputStream out) {
    assertThat(question.sql()).contains("FROM events");
    try {
      out.write(rows.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var outcome = new SqlOutcome(List.of(), 1, false, 0);
    return new SqlAnswer(outcome, NOON, 0, 0, Duration.ZERO);
  }
}
