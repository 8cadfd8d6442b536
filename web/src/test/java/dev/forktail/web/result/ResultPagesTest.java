package dev.forktail.web.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.result.memory.HeldResultTotals;
import dev.forktail.engine.result.report.Given;
import dev.forktail.web.live.LiveAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ResultPagesTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final HeldResultTotals totals = new HeldResultTotals();
  private ResultPreview server =
      new ResultPreview(
          0, Given.PROJECT, totals, List.of(), new LiveAccess.Open(Given.PROJECT, "demo"));

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  @Test
  void theVerdictStandsOnTop() throws Exception {
    totals.hold(shipped("B").totals());
    var page = get("/experiments/checkout").body();

    assertThat(page).contains("<div class=\"answer green\">").contains("Ship B.");
    assertThat(page.indexOf("Ship B.")).isLessThan(page.indexOf("Change against control"));
    assertThat(page).contains("+50.0 %").contains("12:00:00");
  }

  @Test
  void whatIsAdjustedStandsBelowTheNumbers() throws Exception {
    totals.hold(ResultRoutesTest.adjusted().totals());

    assertThat(get("/experiments/checkout").body())
        .contains("what matters: 2 %; live")
        .containsPattern(
            "B, adjusted by what units did before: \\+20.0 % \\(.* at any time; .* in one look\\),"
                + " \\d\\d % less variance; hourly, as of 11:50:00\\.");
  }

  @Test
  void theListHasOneLineForEach() throws Exception {
    totals.hold(shipped("B").totals());

    assertThat(get("/experiments").body())
        .contains("href=\"/experiments/checkout\"")
        .contains("20,000 units")
        .contains("Ship B.");
  }

  @Test
  void aHostileNameIsText() throws Exception {
    totals.hold(shipped("<script>hacked()</script>").totals());

    assertThat(get("/experiments/checkout").body())
        .doesNotContain("<script>hacked")
        .contains("&lt;script>hacked()&lt;/script>");
  }

  @Test
  void whatHasNoNumbersYetIsAPageAllTheSame() throws Exception {
    totals.hold(Given.aAndB().goal(Given.orders()).guardrail(Given.revenue()).totals());

    assertThat(get("/experiments/checkout").body())
        .contains("Too early.")
        .contains("Too few units so far.")
        .doesNotContain("NaN");
  }

  @Test
  void anUnknownExperimentIsSaid() throws Exception {
    assertThat(get("/experiments/other").statusCode()).isEqualTo(404);
    assertThat(get("/experiments/other").body()).contains("There is no experiment of this key.");
    assertThat(get("/experiments").body())
        .contains("There is no experiment yet.", "./forktail aa-check");
  }

  @Test
  void theFormAsksForAKeyAndLeadsBack() throws Exception {
    server.close();
    server = new ResultPreview(0, Given.PROJECT, totals, List.of(), new LiveAccess.WithKey());

    assertThat(get("/experiments").headers().firstValue("Location")).hasValue("/login");
    var entered =
        client.send(
            request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("key=" + ResultPreview.READ_KEY))
                .build(),
            BodyHandlers.ofString());
    var cookie = entered.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    var seen =
        client.send(
            request("/experiments").header("Cookie", cookie).build(), BodyHandlers.ofString());

    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.body()).contains("Log out");
  }

  private static Given shipped(String arm) {
    return new Given()
        .arm("A", 1)
        .arm(arm, 1)
        .goal(Given.orders())
        .share(Given.orders(), "A", 5_000, 10_000)
        .share(Given.orders(), arm, 7_500, 10_000);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }
}
