package dev.forktail.web.result;

import dev.forktail.assignment.Variant;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.result.bandit.BanditShares;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Mounts `GET /api/experiments/KEY/shares`, for read and admin keys: by which shares the next
/// units of an experiment are dealt.
public final class ShareRoutes {
  private static final String EXPERIMENTS = "/api/experiments/";
  private static final Reply MISSING =
      Reply.error(404, "not_found", "key", "There is no experiment of this key.");

  private final Function<ProjectId, List<StoredExperiment>> experiments;
  private final Function<StoredExperiment, Optional<BanditShares>> shares;
  private final KeyAccess readers;

  /// @param experiments those of a project; must not wait
  /// @param shares those that follow results; empty: those of the definition hold
  public ShareRoutes(
      Function<ProjectId, List<StoredExperiment>> experiments,
      Function<StoredExperiment, Optional<BanditShares>> shares,
      KeyRing keys) {
    this.experiments = experiments;
    this.shares = shares;
    this.readers = new KeyAccess(keys, KeyRole.READ);
  }

  public void addTo(Routes routes, Pages pages) {
    routes.get(
        EXPERIMENTS + "*/shares",
        pages.of(request -> readers.reply(request, access -> answer(access.project(), request))));
  }

  private Reply answer(ProjectId project, PageRequest request) {
    return ResultRoutes.findKey(request.partsBehind(EXPERIMENTS).getFirst())
        .flatMap(key -> find(project, each -> each.key().equals(key)))
        .map(found -> Reply.json(200, json(found)).with("Cache-Control", "no-store"))
        .orElse(MISSING);
  }

  private Optional<StoredExperiment> find(ProjectId project, Predicate<StoredExperiment> which) {
    return experiments.apply(project).stream().filter(which).findFirst();
  }

  private String json(StoredExperiment experiment) {
    var found = shares.apply(experiment);
    var variants = experiment.experiment().variants();
    var weights =
        found
            .map(BanditShares::weights)
            .orElseGet(() -> variants.stream().map(Variant::weight).toList());
    var rows = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < variants.size(); i++) {
      var row = new LinkedHashMap<String, Object>();
      row.put("variant", variants.get(i).key().value());
      row.put("weight", weights.get(i));
      rows.add(row);
    }
    var tree = new LinkedHashMap<String, Object>();
    tree.put("experiment", experiment.key().value());
    tree.put("strategy", experiment.experiment().strategy().name());
    tree.put("follow", found.isPresent() ? "results" : "definition");
    found.ifPresent(steered -> tree.put("asOf", steered.asOf().toString()));
    tree.put("shares", rows);
    return JsonTree.text(tree);
  }
}
