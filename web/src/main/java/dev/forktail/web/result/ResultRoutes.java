package dev.forktail.web.result;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.engine.result.report.ResultReports;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import java.util.Optional;

/// Mounts the results of a project's experiments, for read and admin keys: that of one, `GET
/// /api/experiments/KEY/results`, and the verdicts of all, `GET /api/results`.
public final class ResultRoutes {
  private static final String EXPERIMENTS = "/api/experiments/";
  private static final Reply MISSING =
      Reply.error(
          404, "not_found", "key", "There is no experiment of this key that was ever started.");

  private final ResultReports reports;
  private final KeyAccess readers;

  public ResultRoutes(ResultReports reports, KeyRing keys) {
    this.reports = reports;
    this.readers = new KeyAccess(keys, KeyRole.READ);
  }

  public void addTo(Routes routes, Pages pages) {
    routes.get(
        EXPERIMENTS + "*/results",
        pages.of(request -> readers.reply(request, access -> one(access, request))));
    routes.get("/api/results", pages.of(request -> readers.reply(request, ResultRoutes.this::all)));
  }

  private Reply one(Access access, PageRequest request) {
    return findKey(request.partsBehind(EXPERIMENTS).getFirst())
        .flatMap(key -> reports.find(access.project(), key))
        .map(ResultRoutes::reply)
        .orElse(MISSING);
  }

  private static Reply reply(ResultReport report) {
    return fresh(ResultJson.one(report));
  }

  private Reply all(Access access) {
    return fresh(ResultJson.list(reports.all(access.project())));
  }

  static Optional<ExperimentKey> findKey(String text) {
    try {
      return Optional.of(new ExperimentKey(text));
    } catch (IllegalArgumentException _) { // no experiment can have such a key
      return Optional.empty();
    }
  }

  private static Reply fresh(String json) {
    return Reply.json(200, json).with("Cache-Control", "no-store");
  }
}
