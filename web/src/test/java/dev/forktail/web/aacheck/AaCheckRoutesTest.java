package dev.forktail.web.aacheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.aacheck.AaCheckControl;
import dev.forktail.engine.result.aacheck.AaCheckOutcome;
import dev.forktail.engine.result.aacheck.AaCheckRequest;
import dev.forktail.engine.result.aacheck.MetricFairness;
import dev.forktail.engine.result.aacheck.MetricFairness.Finding;
import dev.forktail.engine.result.aacheck.MetricFairness.Found;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.web.http.ApiServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AaCheckRoutesTest implements AaCheckControl {
  private static final String PATH = "/api/aa-check";

  private final ApiServer server =
      ApiServer.open((routes, keys, pages) -> new AaCheckRoutes(this, keys).addTo(routes, pages));
  private @Nullable AaCheckRequest asked;
  private @Nullable Task task;

  @Override
  public Optional<Task> begin(ProjectId project, AaCheckRequest request) {
    if (asked != null) {
      return Optional.empty();
    }
    asked = request;
    task = Task.begun(1);
    return Optional.of(Task.begun(1));
  }

  @Override
  public Optional<Task> findLast(ProjectId project) {
    return Optional.ofNullable(task);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void withoutABodyAllMetricsAreCheckedAndOneAtATime() {
    assertThat(get("admin").statusCode()).isEqualTo(404);

    var begun = post("");
    assertThat(begun.statusCode()).isEqualTo(202);
    assertThat(begun.body()).contains("\"state\":\"running\"");
    assertThat(asked).isEqualTo(new AaCheckRequest(List.of(), 14, 1_000, 0));
    assertThat(post("").statusCode()).isEqualTo(409);
    assertThat(get("read").statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsToBeCheckedCanBeSaid() {
    post("{\"metrics\":[\"revenue\"],\"days\":30,\"salts\":200,\"seed\":7}");

    assertThat(asked).isEqualTo(new AaCheckRequest(List.of(new MetricKey("revenue")), 30, 200, 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"days\":0}|days",
        "{\"salts\":1}|salts",
        "{\"metrics\":[\"no such form!\"]}|metrics",
        "{\"metric\":[]}|metric"
      })
  void whatIsWrongIsNamed(String body, String field) {
    var answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
    assertThat(asked).isNull();
  }

  @Test
  void theFindingIsSaidInWordsWithWhatToDo() {
    var outcome =
        new AaCheckOutcome(
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-11-15T00:00:00Z"),
            1_000,
            900,
            1_000,
            0,
            List.of(
                new MetricFairness(
                    metric("revenue"),
                    80,
                    Answer.of(new Found(Finding.TOO_OFTEN, 0.09, 0.027, 0.073, 0.0001, 0.01))),
                new MetricFairness(metric("refunds"), 0, Answer.unknown(Reason.TOO_FEW_UNITS))));
    task = new Task(1, false, new Progress(0, 0, 1_000), outcome, "");

    assertThat(get("admin").body())
        .contains("\"state\":\"done\"", "\"fair\":false", "\"units\":1000", "\"dealt\":900")
        .contains("\"key\":\"revenue\",\"name\":\"revenue\",\"active\":80,\"finding\":\"tooOften\"")
        .contains("\"sentence\":\"It shows effects that are not there: cap its values")
        .contains("\"rate\":0.09,\"low\":0.027,\"high\":0.073,\"uniformity\":1.0E-4")
        .contains("\"finding\":\"unknown\",\"unknown\":\"TOO_FEW_UNITS\"");
  }

  private static Metric metric(String key) {
    return Metric.of(key, new Quantity.Count(Measure.of("Order Completed")));
  }

  private HttpResponse<String> post(String body) {
    return server.send(server.request(PATH, "admin").POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String key) {
    return server.send(server.request(PATH, key).GET());
  }
}
