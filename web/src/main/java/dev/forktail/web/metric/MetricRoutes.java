package dev.forktail.web.metric;

import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.metric.MetricCatalog;
import dev.forktail.engine.metric.MetricEditor;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.MetricOutcome;
import dev.forktail.engine.metric.StoredMetric;
import dev.forktail.engine.metric.json.MetricJson;
import dev.forktail.engine.metric.trial.MetricTrials;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.IfMatch;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.AuditJson;
import dev.forktail.web.project.KeyAccess;
import dev.forktail.web.project.KeyedPaths;
import dev.forktail.web.project.Versioned;
import java.time.InstantSource;
import java.util.Optional;

/// Mounts the metrics of a project, `/api/metrics`: listed and read, with what was done to each,
/// and what one would have counted, for read keys; created, replaced, archived for admin keys.
public final class MetricRoutes {
  private static final String ALL = "/api/metrics";
  private static final String ONE = ALL + "/";
  private static final String INVALID = "invalid_metric";
  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final KeyedPaths<MetricKey> PATHS =
      new KeyedPaths<>(
          ONE,
          MetricKey::new,
          Reply.error(404, "not_found", "key", "There is no metric of this key."));

  private final MetricCatalog catalog;
  private final MetricEditor editor;
  private final MetricTrials trials;
  private final Runnable changed;
  private final KeyAccess readers;
  private final KeyAccess admins;
  private final InstantSource clock;

  /// @param changed is run when something was changed, before the answer
  public MetricRoutes(
      MetricCatalog catalog,
      MetricTrials trials,
      Runnable changed,
      KeyRing keys,
      InstantSource clock) {
    this.catalog = catalog;
    this.editor = new MetricEditor(catalog);
    this.trials = trials;
    this.changed = changed;
    this.readers = new KeyAccess(keys, KeyRole.READ);
    this.admins = new KeyAccess(keys, KeyRole.ADMIN);
    this.clock = clock;
  }

  public void addTo(Routes routes, Pages pages) {
    routes.get(ALL, pages.of(readers.page(INVALID, (access, _) -> list(access))));
    routes.post(ALL, pages.withBody(BODY_BYTES_MAX, admins.page(INVALID, this::create)));
    routes.post(ONE + "check", pages.withBody(BODY_BYTES_MAX, readers.page(INVALID, this::check)));
    routes.get(ONE + "*", pages.of(readers.page(INVALID, this::read)));
    routes.put(ONE + "*", pages.withBody(BODY_BYTES_MAX, admins.page(INVALID, this::replace)));
    routes.delete(ONE + "*", pages.of(admins.page(INVALID, this::archive)));
  }

  private Reply list(Access access) {
    return Versioned.fresh(Reply.json(200, StoredMetricJson.list(catalog.list(access.project()))));
  }

  private Reply create(Access access, PageRequest request) {
    var wish = MetricWish.read(request.body());
    var change = change(access, Action.CREATE, wish.note());
    return tried(201, editor.create(access.project(), wish.metric(), change));
  }

  private Reply check(Access access, PageRequest request) {
    var metric = MetricWish.read(request.body()).metric();
    var tree = MetricJson.tree(metric);
    tree.put("check", TrialJson.tree(trials.of(access.project(), metric)));
    return Versioned.fresh(Reply.json(200, JsonTree.text(tree)));
  }

  private Reply read(Access access, PageRequest request) {
    return PATHS.read(
        request,
        key -> find(access, key).map(one -> one(200, one)),
        key -> AuditJson.answer(catalog.audit(access.project(), key), "metric", MetricJson::tree));
  }

  private Optional<StoredMetric> find(Access access, MetricKey key) {
    return catalog.list(access.project()).stream()
        .filter(metric -> metric.key().equals(key))
        .findFirst();
  }

  private Reply replace(Access access, PageRequest request) {
    return Versioned.replace(
        request,
        ONE,
        (key, seen) -> {
          var wish = MetricWish.read(request.body(), key);
          var change = change(access, Action.EDIT, wish.note());
          return tried(200, editor.replace(access.project(), wish.metric(), seen, change));
        });
  }

  private Reply archive(Access access, PageRequest request) {
    var seen = IfMatch.of(request).version();
    var change = change(access, Action.ARCHIVE, "");
    return PATHS.one(
        request, key -> reply(200, editor.archive(access.project(), key, seen, change)));
  }

  private Change change(Access access, Action action, String note) {
    return new Change(access.source(), Versioned.now(clock), action, note);
  }

  /// The answer with what the metric would have counted, which is looked for once it is stored.
  private Reply tried(int status, MetricOutcome outcome) {
    if (!(outcome instanceof MetricOutcome.Store(var stored, _))) {
      return reply(status, outcome);
    }
    changed.run();
    var tree = StoredMetricJson.tree(stored);
    tree.put("check", TrialJson.tree(trials.of(stored.project(), stored.metric())));
    return Versioned.one(status, JsonTree.text(tree), stored.version());
  }

  private Reply reply(int status, MetricOutcome outcome) {
    return switch (outcome) {
      case MetricOutcome.Store(var metric, _) -> {
        changed.run();
        yield one(status, metric);
      }
      case MetricOutcome.Same(var metric) -> one(200, metric);
      case MetricOutcome.Missing() -> PATHS.missing();
      case MetricOutcome.Taken() ->
          Reply.error(409, "conflict", "key", "There is a metric of this key already.");
      case MetricOutcome.Stale(var version) -> IfMatch.outdated(version);
      case MetricOutcome.Full(int max) ->
          Reply.error(409, "conflict", "key", "A project has at most " + max + " metrics.");
    };
  }

  private static Reply one(int status, StoredMetric metric) {
    return Versioned.one(status, JsonTree.text(StoredMetricJson.tree(metric)), metric.version());
  }
}
