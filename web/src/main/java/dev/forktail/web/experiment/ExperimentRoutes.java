package dev.forktail.web.experiment;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.experiment.EditOutcome;
import dev.forktail.engine.experiment.ExperimentCatalog;
import dev.forktail.engine.experiment.ExperimentEditor;
import dev.forktail.engine.experiment.MetricCheck;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.experiment.StrategyCheck;
import dev.forktail.engine.experiment.json.DefinitionJson;
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
import java.util.OptionalLong;

/// Mounts the experiments of a project for admin keys, `/api/experiments`: listed, created, read,
/// replaced, started, restarted, paused, decided, archived, and what was done to each; and the
/// strategies that there are.
public final class ExperimentRoutes {
  private static final String ALL = "/api/experiments";
  private static final String ONE = ALL + "/";
  private static final String INVALID = "invalid_experiment";
  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final KeyedPaths<ExperimentKey> PATHS =
      new KeyedPaths<>(
          ONE,
          ExperimentKey::new,
          Reply.error(404, "not_found", "key", "There is no experiment of this key."));

  private final ExperimentCatalog catalog;
  private final ExperimentEditor editor;
  private final StrategyCheck strategies;
  private final MetricCheck metrics;
  private final Runnable changed;
  private final KeyAccess admins;
  private final InstantSource clock;
  private final Decider decider;

  /// @param changed is run when something was changed, before the answer
  public ExperimentRoutes(
      ExperimentCatalog catalog,
      StrategyCheck strategies,
      MetricCheck metrics,
      Runnable changed,
      KeyRing keys,
      InstantSource clock) {
    this(catalog, strategies, metrics, changed, keys, clock, new ExperimentEditor(catalog)::decide);
  }

  /// @param changed is run when something was changed, before the answer
  public ExperimentRoutes(
      ExperimentCatalog catalog,
      StrategyCheck strategies,
      MetricCheck metrics,
      Runnable changed,
      KeyRing keys,
      InstantSource clock,
      Decider decider) {
    this.decider = decider;
    this.catalog = catalog;
    this.editor = new ExperimentEditor(catalog);
    this.strategies = strategies;
    this.metrics = metrics;
    this.changed = changed;
    this.admins = new KeyAccess(keys, KeyRole.ADMIN);
    this.clock = clock;
  }

  public void addTo(Routes routes, Pages pages) {
    routes.get(ALL, pages.of(admins.page(INVALID, (access, _) -> list(access))));
    routes.post(ALL, pages.withBody(BODY_BYTES_MAX, admins.page(INVALID, this::create)));
    routes.get(ONE + "*", pages.of(admins.page(INVALID, this::read)));
    routes.put(ONE + "*", pages.withBody(BODY_BYTES_MAX, admins.page(INVALID, this::replace)));
    routes.post(ONE + "*", pages.withBody(BODY_BYTES_MAX, admins.page(INVALID, this::act)));
    routes.delete(ONE + "*", pages.of(admins.page(INVALID, this::delete)));
    routes.get(
        "/api/strategies",
        pages.of(
            admins.page(
                INVALID,
                (_, _) ->
                    Versioned.fresh(Reply.json(200, ExperimentJson.strategies(strategies))))));
  }

  private Reply list(Access access) {
    return Versioned.fresh(Reply.json(200, ExperimentJson.list(catalog.list(access.project()))));
  }

  private Reply create(Access access, PageRequest request) {
    var wish = ExperimentWish.read(request.body());
    strategies.require(wish.definition().experiment());
    metrics.require(access.project(), wish.definition(), Optional.empty());
    var change = change(access, Action.CREATE, wish.note());
    return reply(201, editor.create(access.project(), wish.toCreate(), change));
  }

  private Reply read(Access access, PageRequest request) {
    return PATHS.read(
        request, key -> find(access, key).map(found -> one(200, found)), key -> audit(access, key));
  }

  private Optional<Reply> audit(Access access, ExperimentKey key) {
    return AuditJson.answer(
        catalog.audit(access.project(), key), "experiment", DefinitionJson::tree);
  }

  private Optional<StoredExperiment> find(Access access, ExperimentKey key) {
    return catalog.list(access.project()).stream()
        .filter(experiment -> experiment.key().equals(key))
        .findFirst();
  }

  private Reply replace(Access access, PageRequest request) {
    return Versioned.replace(
        request,
        ONE,
        (key, seen) -> {
          var wish = ExperimentWish.read(request.body(), key);
          var wanted = wish.definition();
          strategies.require(wanted.experiment());
          metrics.require(access.project(), wanted, find(access, wanted.key()));
          var change = change(access, Action.EDIT, wish.note());
          return reply(200, editor.replace(access.project(), wanted, seen, change));
        });
  }

  private Reply act(Access access, PageRequest request) {
    return PATHS.below(request, (key, word) -> act(access, request, key, word));
  }

  private Reply act(Access access, PageRequest request, ExperimentKey key, String word) {
    var seen = IfMatch.of(request).version();
    var body = Versioned.body(request);
    var note = ExperimentWish.note(body);
    return switch (word) {
      case "start" -> {
        find(access, key).ifPresent(found -> strategies.requireMemory(found.experiment()));
        yield move(access, key, Action.START, seen, note);
      }
      case "restart" ->
          reply(
              200,
              editor.restart(access.project(), key, seen, change(access, Action.RESTART, note)));
      case "pause" -> move(access, key, Action.PAUSE, seen, note);
      case "archive" -> move(access, key, Action.ARCHIVE, seen, note);
      case "decide" -> {
        var change = change(access, Action.DECIDE, note);
        var wish = DecideWish.read(body, change.at());
        yield reply(200, decider.decide(access.project(), key, wish, seen, change));
      }
      default -> Versioned.NOTHING_HERE;
    };
  }

  private Reply delete(Access access, PageRequest request) {
    var seen = IfMatch.of(request).version();
    return PATHS.one(request, key -> move(access, key, Action.ARCHIVE, seen, ""));
  }

  private Reply move(
      Access access, ExperimentKey key, Action action, OptionalLong seen, String note) {
    var state = ExperimentEditor.stateAfter(action).orElseThrow();
    return reply(
        200, editor.move(access.project(), key, state, seen, change(access, action, note)));
  }

  private Change change(Access access, Action action, String note) {
    return new Change(access.source(), Versioned.now(clock), action, note);
  }

  private Reply reply(int status, EditOutcome outcome) {
    return switch (outcome) {
      case EditOutcome.Store(var experiment, _) -> {
        changed.run();
        yield one(status, experiment);
      }
      case EditOutcome.Same(var experiment) -> one(200, experiment);
      case EditOutcome.Missing() -> PATHS.missing();
      case EditOutcome.Taken() ->
          Reply.error(409, "conflict", "key", "There is an experiment of this key already.");
      case EditOutcome.Stale(var version) -> IfMatch.outdated(version);
      case EditOutcome.Refused(var field, var reason) ->
          Reply.error(409, "conflict", field.orElse("state"), reason);
    };
  }

  private static Reply one(int status, StoredExperiment experiment) {
    return Versioned.one(status, ExperimentJson.one(experiment), experiment.version());
  }
}
