package dev.forktail.engine.result.report;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.ResultTotals;
import dev.forktail.engine.result.Run;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The reports of the runs whose totals are kept, made when they are asked for.
///
/// Fails and blocks as [ResultTotals] does.
public final class ResultReports {
  private final ResultTotals totals;
  private final ReportSettings settings;
  private final InstantSource clock;

  public ResultReports(ResultTotals totals, ReportSettings settings, InstantSource clock) {
    this.totals = totals;
    this.settings = settings;
    this.clock = clock;
  }

  /// That of the latest run of an experiment; empty when it never ran or is not measured.
  public Optional<ResultReport> find(ProjectId project, ExperimentKey experiment) {
    return totals
        .find(project, experiment)
        .map(found -> ResultReport.of(found, settings, clock.instant()));
  }

  /// Those of the latest runs of a project's experiments, the last started first.
  public List<ResultReport> all(ProjectId project) {
    return totals.runs(project).stream()
        .map(Run::experiment)
        .flatMap(experiment -> find(project, experiment).stream())
        .toList();
  }
}
