package dev.forktail.web.result;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.result.memory.HeldResultTotals;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.engine.result.report.ResultReports;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.http.WebConfig;
import dev.forktail.web.http.WebServer;
import dev.forktail.web.live.Gate;
import dev.forktail.web.live.LiveAccess;
import dev.forktail.web.live.LiveRoutes;
import dev.forktail.web.result.SampleResults.Arm;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// The pages of experiments with made-up numbers, to look at them while one works on them.
/// Argument: the port.
final class ResultPreview implements AutoCloseable {
  static final ProjectId PROJECT = new ProjectId(1);
  static final String READ_KEY = "read-key-of-the-preview";

  private final Pages pages = new Pages(16);
  private final WebServer server;

  ResultPreview(
      int port,
      ProjectId project,
      HeldResultTotals totals,
      List<StoredExperiment> experiments,
      LiveAccess access) {
    var keys = new KeyRing();
    keys.replace(Map.of(KeyHash.of(READ_KEY), new Access(project, KeyRole.READ, "reader")));
    var clock = InstantSource.system();
    var gate = Gate.of(access, keys, new SecureRandom(), clock);
    var reports = new ResultReports(totals, ReportSettings.standard(), clock);
    var routes = new Routes();
    LiveRoutes.addLoginTo(routes, pages, gate);
    new ResultPages(reports, _ -> experiments, gate).addTo(routes, pages);
    server = WebServer.open(WebConfig.on("127.0.0.1", port, 1), routes, System::nanoTime);
  }

  static LiveAccess open() {
    return new LiveAccess.Open(PROJECT, "demo");
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    pages.close();
  }

  static HeldResultTotals shop() {
    var now = InstantSource.system().instant();
    var control = new Arm("control", 1, 1, 1);
    return new HeldResultTotals()
        .hold(
            SampleResults.of(
                PROJECT,
                "checkout",
                now,
                4_000,
                List.of(control, new Arm("one-page", 1.12, 0.997, 1))))
        .hold(
            SampleResults.of(
                PROJECT,
                "search",
                now,
                2_000,
                List.of(control, new Arm("semantic", 1.02, 1, 1), new Arm("images", 1.03, 1, 1))))
        .hold(
            SampleResults.of(
                PROJECT, "teaser", now, 2_000, List.of(control, new Arm("video", 1.05, 1.06, 1))))
        .hold(
            SampleResults.of(
                PROJECT, "payment", now, 2_000, List.of(control, new Arm("wallet", 1.05, 1, 0.7))));
  }

  public static void main(String[] arguments) throws InterruptedException {
    try (var _ =
        new ResultPreview(Integer.parseInt(arguments[0]), PROJECT, shop(), List.of(), open())) {
      Thread.currentThread().join();
    }
  }
}
