package dev.forktail.app.results;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.result.Forgetting;
import dev.forktail.engine.result.ResultTotals;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.engine.result.report.ResultReports;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.live.Gate;
import dev.forktail.web.result.ForgetRoutes;
import dev.forktail.web.result.ResultPages;
import dev.forktail.web.result.ResultRoutes;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// The part of a server that answers what experiments have brought.
public final class ResultServing {
  private final ResultTotals totals;
  private final Forgetting forgetting;

  public ResultServing(ResultTotals totals, Forgetting forgetting) {
    this.totals = totals;
    this.forgetting = forgetting;
  }

  /// Where it is mounted.
  ///
  /// @param gate who may see the pages
  public record Room(Routes routes, Pages pages, KeyRing keys, Gate gate) {}

  /// Mounts `/api/experiments/KEY/results`, `/api/results` and what is below it, and the pages at
  /// `/experiments`.
  ///
  /// @param experiments those of a project
  public void addTo(
      Room room, Function<ProjectId, List<StoredExperiment>> experiments, InstantSource clock) {
    var reports = new ResultReports(totals, ReportSettings.standard(), clock);
    new ResultRoutes(reports, room.keys()).addTo(room.routes(), room.pages());
    new ForgetRoutes(forgetting, room.keys()).addTo(room.routes(), room.pages());
    new ResultPages(reports, experiments, room.gate()).addTo(room.routes(), room.pages());
  }
}
