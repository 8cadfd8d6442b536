package dev.forktail.app.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.RunTotals.MetricRow;
import dev.forktail.engine.result.RunTotals.MetricTotals;
import dev.forktail.engine.result.RunTotals.UnitRow;
import dev.forktail.engine.result.memory.HeldResultTotals;
import dev.forktail.statistics.sums.Sums;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.http.WebConfig;
import dev.forktail.web.http.WebServer;
import dev.forktail.web.live.Gate;
import dev.forktail.web.live.LiveAccess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ResultsCommandTest {
  private static final ProjectId PROJECT = new ProjectId(7);
  private static final Instant AS_OF = Instant.parse("2026-11-10T12:00:00Z");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Pages pages = new Pages(4);
  private final WebServer server = open();

  private WebServer open() {
    var keys = new KeyRing();
    keys.replace(Map.of(KeyHash.of("read"), new Access(PROJECT, KeyRole.READ, "reports")));
    var routes = new Routes();
    var clock = InstantSource.fixed(AS_OF.plusMillis(250));
    var gate = Gate.of(new LiveAccess.WithKey(), keys, new SecureRandom(), clock);
    new ResultServing(new HeldResultTotals().hold(totals()), (_, _) -> 0)
        .addTo(new ResultServing.Room(routes, pages, keys, gate), _ -> List.of(), clock);
    return WebServer.open(WebConfig.on("127.0.0.1", 0, 1), routes, System::nanoTime);
  }

  private static RunTotals totals() {
    var orders = Metric.of("orders", new Quantity.Conversion(Measure.of("Order Completed")));
    var run =
        new Run(
            PROJECT,
            new ExperimentKey("checkout"),
            1,
            "userId",
            "hash",
            List.of(new Run.Arm("A", 1), new Run.Arm("B", 1)),
            AS_OF.minus(Duration.ofDays(9)),
            null,
            List.of(orders),
            List.of());
    var day = LocalDate.parse("2026-11-01");
    var units =
        List.of(
            new UnitRow(day, "A", null, null, 10_000), new UnitRow(day, "B", null, null, 10_000));
    var rows =
        List.of(
            new MetricRow(day, "A", null, null, shares(1_000)),
            new MetricRow(day, "B", null, null, shares(1_500)));
    var before = Map.of("A", withBefore(1_000, 600), "B", withBefore(1_500, 700));
    var hourly = new HourlyTotals(AS_OF.minusSeconds(600), before, Map.of(), null);
    return new RunTotals(
        run, units, 0, 0, Map.of(orders.key(), new MetricTotals(rows, 1, null, hourly)), AS_OF);
  }

  /// A tenth ordered before, and `both` of them again.
  private static Sums withBefore(long successes, long both) {
    var one = BigInteger.valueOf(10_000);
    return new Sums(
        10_000,
        List.of(
            one.multiply(BigInteger.valueOf(successes)), one.multiply(BigInteger.valueOf(1_000))),
        Stream.of(successes, both, 1_000L)
            .map(count -> one.pow(2).multiply(BigInteger.valueOf(count)))
            .toList());
  }

  private static Sums shares(long successes) {
    return new Sums(
        10_000,
        List.of(BigInteger.valueOf(successes * 10_000)),
        List.of(BigInteger.valueOf(successes * 100_000_000)));
  }

  @AfterEach
  void close() {
    server.close();
    pages.close();
  }

  @Test
  void theVerdictComesFirst() {
    assertThat(run("checkout")).isZero();
    assertThat(out.toString())
        .startsWith("Ship B.\nWith B, orders changes by +50.0 % (")
        .contains(
            "checkout, run 1 since 2026-11-01T12:00:00Z; data as of 2026-11-10T12:00:00Z, 250 ms"
                + " ago")
        .contains("Shares of the arms: as they should be (p 1.0000).")
        .containsPattern("B +10,000 +0\\.1500 +\\+50\\.00 %")
        .contains("goal orders (wanted: up; what matters: 2.0 %; live)")
        .containsPattern(
            "B adjusted by what units did before: \\+50\\.00 % \\(\\+\\d\\d.* at any time\\),"
                + " \\d\\d\\.\\d % less variance, as of 2026-11-10T11:50:00Z");
  }

  @Test
  void programsGetTheAnswerAsItIs() {
    assertThat(run("checkout", "--format", "json")).isZero();
    assertThat(out.toString()).startsWith("{\"experiment\":\"checkout\"").endsWith("}\n");
  }

  @Test
  void anUnknownExperimentIsSaid() {
    assertThat(run("no such")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("forktail results: There is no experiment of this key that was ever started.\n");
  }

  private int run(String... arguments) {
    var line = new CommandLine(new ResultsCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    var all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--url";
    all[arguments.length + 1] = "http://127.0.0.1:" + server.port();
    all[arguments.length + 2] = "--key";
    all[arguments.length + 3] = "read";
    return line.execute(all);
  }
}
