package dev.forktail.web.result;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.result.report.ResultReports;
import dev.forktail.web.http.ClasspathResource;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.live.Gate;
import dev.forktail.web.live.Html;
import dev.forktail.web.result.ResultTemplates.AllPage;
import dev.forktail.web.result.ResultTemplates.MissingPage;
import dev.forktail.web.result.ResultTemplates.OnePage;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Mounts the pages of experiments, for whom the gate lets in: all of a project, `/experiments`,
/// and what one has brought, `/experiments/KEY`. A script fetches them again every other second and
/// exchanges what has changed.
public final class ResultPages {
  private static final String ALL = "/experiments";
  private static final String ONE = ALL + "/";
  private static final String OURS = "dev/forktail/web/result/";
  private static final Reply AWAY =
      Reply.error(503, "unavailable", null, "The store does not answer right now.")
          .with("Retry-After", "1");

  private final ResultTemplates templates = new ResultTemplates();
  private final ResultReports reports;
  private final Function<ProjectId, List<StoredExperiment>> experiments;
  private final Gate gate;

  /// @param experiments those of a project, in whatever state; must not wait
  public ResultPages(
      ResultReports reports, Function<ProjectId, List<StoredExperiment>> experiments, Gate gate) {
    this.reports = reports;
    this.experiments = experiments;
    this.gate = gate;
  }

  public void addTo(Routes routes, Pages pages) {
    routes.get(ALL, pages.of(request -> admitted(request, (project, _) -> all(project))));
    routes.get(ONE + "*", pages.of(request -> admitted(request, this::one)));
    for (var name : new String[] {"result.css", "result.js"}) {
      routes.get("/assets/" + name, ClasspathResource.of(OURS + name));
    }
  }

  private Reply admitted(PageRequest request, BiFunction<ProjectId, PageRequest, Reply> page) {
    try {
      return gate.admit(request)
          .map(project -> page.apply(project, request))
          .orElseGet(gate::refusal);
    } catch (StoreException _) { // said by the store's own log and health
      return AWAY;
    }
  }

  private Reply all(ProjectId project) {
    var view = ListView.of(reports.all(project), experiments.apply(project));
    return Html.reply(200, templates.all(new AllPage(view, gate.asksForKey())));
  }

  private Reply one(ProjectId project, PageRequest request) {
    var name = request.partsBehind(ONE).getFirst();
    var key = ResultRoutes.findKey(name);
    var experiment = key.flatMap(each -> find(project, each));
    return key.flatMap(each -> reports.find(project, each))
        .map(report -> new OnePage(ResultViews.of(report, experiment), gate.asksForKey()))
        .map(page -> Html.reply(200, templates.one(page)))
        .orElseGet(() -> missing(name, experiment));
  }

  private Optional<StoredExperiment> find(ProjectId project, ExperimentKey key) {
    return experiments.apply(project).stream().filter(each -> each.key().equals(key)).findFirst();
  }

  private Reply missing(String name, Optional<StoredExperiment> experiment) {
    var page = new MissingPage(name, experiment.isPresent(), gate.asksForKey());
    return Html.reply(experiment.isPresent() ? 200 : 404, templates.missing(page));
  }
}
