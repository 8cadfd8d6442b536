package dev.forktail.web.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.memory.HeldResultTotals;
import dev.forktail.engine.result.report.Given;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.engine.result.report.ResultReports;
import dev.forktail.statistics.sums.Sums;
import dev.forktail.web.http.ApiServer;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ResultRoutesTest {
  private static final String RESULTS = "/api/experiments/checkout/results";

  private final HeldResultTotals totals = new HeldResultTotals();
  private final ResultReports reports =
      new ResultReports(
          totals, ReportSettings.standard(), InstantSource.fixed(Given.AS_OF.plusMillis(250)));
  private final ApiServer server =
      ApiServer.open((routes, keys, pages) -> new ResultRoutes(reports, keys).addTo(routes, pages));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theVerdictStandsBesideTheNumbers() {
    totals.hold(shipped());
    var result = JsonTree.object(get(RESULTS, "read").body());
    var verdict = result.findObject("verdict").orElseThrow();

    assertThat(verdict.text("kind")).isEqualTo("ship");
    assertThat(verdict.text("sentence")).isEqualTo("Ship B.");
    assertThat(verdict.text("arm")).isEqualTo("B");
    assertThat(result.text("asOf")).isEqualTo("2026-11-10T12:00:00Z");
    assertThat(String.valueOf(result.value("ageMillis"))).isEqualTo("250");
    assertThat(get(RESULTS, "read").body())
        .contains("\"relative\":{\"lift\":0.5,")
        .contains("\"name\":\"orders\",\"role\":\"goal\",\"direction\":\"up\"")
        .contains("{\"day\":\"2026-11-01\",\"lift\":0.5,");
  }

  @Test
  void whatHasNoValueHasAReason() {
    totals.hold(Given.aAndB().goal(Given.orders()).totals());

    assertThat(get(RESULTS, "admin").body())
        .contains(
            "\"relative\":{\"unknown\":\"TOO_FEW_UNITS\",\"reason\":\"Too few units so far.\"}")
        .doesNotContain("NaN")
        .doesNotContain("Infinity");
  }

  @Test
  void whatIsComputedByTheHourStandsBesideWhatIsLive() {
    totals.hold(adjusted().totals());
    var metric = JsonTree.object(get(RESULTS, "read").body()).objects("metrics").getFirst();
    var comparison = metric.objects("comparisons").getFirst();
    var lift = comparison.findObject("relative").orElseThrow();
    var adjusted = comparison.findObject("adjusted").orElseThrow();

    assertThat(metric.text("updated")).isEqualTo("live");
    assertThat(adjusted.text("asOf")).isEqualTo("2026-11-10T11:50:00Z");
    double share =
        Math.pow(adjusted.number("standardError", 0) / lift.number("standardError", 0), 2);
    assertThat(1 - adjusted.number("varianceReduction", 0)).isCloseTo(share, within(1e-3));
    assertThat(share).isLessThan(0.9);
  }

  /// Half of the units ordered before, and more than their share ordered again.
  static Given adjusted() {
    return Given.aAndB()
        .goal(Given.orders())
        .share(Given.orders(), "A", 5_000, 10_000)
        .share(Given.orders(), "B", 6_000, 10_000)
        .hourly(
            Given.orders(),
            new HourlyTotals(
                Given.AS_OF.minusSeconds(600),
                Map.of("A", withBefore(5_000, 3_800), "B", withBefore(6_000, 4_500)),
                Map.of(),
                null));
  }

  private static Sums withBefore(long after, long both) {
    long one = 10_000;
    return new Sums(
        10_000,
        List.of(BigInteger.valueOf(after * one), BigInteger.valueOf(5_000 * one)),
        Stream.of(after, both, 5_000L)
            .map(units -> BigInteger.valueOf(units * one * one))
            .toList());
  }

  @Test
  void allVerdictsAreListed() {
    totals.hold(shipped());

    assertThat(get("/api/results", "read").body())
        .startsWith("{\"results\":[{\"experiment\":\"checkout\",\"run\":1,")
        .contains("\"units\":20000,\"verdict\":{\"kind\":\"ship\"");
  }

  @Test
  void anExperimentThatNeverRanIsNotFound() {
    assertThat(get("/api/experiments/other/results", "read").statusCode()).isEqualTo(404);
    assertThat(get("/api/experiments/a%20b!/results", "read").statusCode()).isEqualTo(404);
    assertThat(get("/api/results", "read").body()).isEqualTo("{\"results\":[]}");
  }

  @Test
  void aWriteKeyMayNotLook() {
    totals.hold(shipped());

    assertThat(get(RESULTS, "write").statusCode()).isEqualTo(403);
    assertThat(get(RESULTS, null).statusCode()).isEqualTo(401);
    assertThat(get("/api/results", "write").statusCode()).isEqualTo(403);
  }

  private static RunTotals shipped() {
    return Given.aAndB()
        .goal(Given.orders())
        .share(Given.orders(), "A", 5_000, 10_000)
        .share(Given.orders(), "B", 7_500, 10_000)
        .totals();
  }

  private HttpResponse<String> get(String path, @Nullable String key) {
    return server.send(server.request(path, key).GET());
  }
}
