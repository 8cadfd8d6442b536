package dev.forktail.app.experiments;

import dev.forktail.app.decide.Deciding;
import dev.forktail.app.notices.Notices;
import dev.forktail.app.pages.PageServing;
import dev.forktail.app.pages.PageSettings;
import dev.forktail.app.results.Steering;
import dev.forktail.assignment.Surroundings;
import dev.forktail.assignment.WeightFeed;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.ExperimentCatalog;
import dev.forktail.engine.experiment.Exposures;
import dev.forktail.engine.experiment.LiveExperiments;
import dev.forktail.engine.experiment.MetricCheck;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.experiment.StrategyCheck;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.metric.MetricCatalog;
import dev.forktail.engine.metric.trial.MetricTrials;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.result.ResultTotals;
import dev.forktail.engine.result.bandit.SteeredWeights;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.bandit.PostgresShareBoard;
import dev.forktail.postgres.decision.PostgresDecisionArchive;
import dev.forktail.postgres.experiment.PostgresExperimentCatalog;
import dev.forktail.postgres.metric.PostgresMetricCatalog;
import dev.forktail.web.experiment.AssignRoutes;
import dev.forktail.web.experiment.Assigning;
import dev.forktail.web.experiment.CookieRules;
import dev.forktail.web.experiment.DefinitionRoutes;
import dev.forktail.web.experiment.ExperimentRoutes;
import dev.forktail.web.experiment.FlagStreams;
import dev.forktail.web.experiment.OfrepRoutes;
import dev.forktail.web.experiment.SessionArms;
import dev.forktail.web.experiment.VisitorFacts;
import dev.forktail.web.experiment.Visitors;
import dev.forktail.web.growthbook.GrowthBookRoutes;
import dev.forktail.web.health.Health.Component;
import dev.forktail.web.health.Health.Status;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.metric.MetricRoutes;
import dev.forktail.web.page.PreviewLinks;
import dev.forktail.web.result.ShareRoutes;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// Experiments of a running server: where they are kept, what decides, and how that is doing.
public final class Experimenting implements AutoCloseable {
  /// So many visitors wait for pages and sessions at once.
  private static final int WAITING_MAX = 2_000;

  private final ProductStorage storage;
  private final Plugins plugins;
  private final ExperimentCatalog catalog;
  private final MetricCatalog metrics;
  private final StrategyCheck strategies;
  private final LiveExperiments live;
  private final DefinitionRefresh refresh;
  private final CookieRules cookie;
  private final Pages waiting = new Pages(WAITING_MAX);
  private final SessionStorage sessions;
  private final PageServing pageServing;
  private final boolean rollback;
  private final SteeredWeights weights = new SteeredWeights();
  private final Duration banditEvery;

  private Experimenting(
      ProductStorage storage, Plugins plugins, Path folder, CookieRules cookie, Choices choices) {
    this.cookie = cookie;
    this.rollback = choices.rollback();
    this.banditEvery = choices.banditEvery();
    this.sessions = new SessionStorage(choices.memory(), storage.database());
    var previews = new PreviewLinks(cookie.seal().seal());
    this.pageServing = new PageServing(choices.pages(), previews, storage.database(), folder);
    this.storage = storage;
    this.plugins = plugins;
    this.catalog = new PostgresExperimentCatalog(storage.database());
    this.metrics = new PostgresMetricCatalog(storage.database());
    var surroundings =
        new Surroundings(
            plugins.strategies(), ThreadLocalRandom::current, WeightFeed.NONE, plugins);
    this.strategies = new StrategyCheck(surroundings, choices.memory().kind());
    this.live = new LiveExperiments(surroundings, weights);
    this.refresh = new DefinitionRefresh(catalog, live, new DefinitionFile(folder));
  }

  /// What the settings say.
  ///
  /// @param rollback whether experiments that harm a guardrail are paused
  /// @param banditEvery how often the shares of bandits are computed
  public record Choices(
      ProductSettings product,
      CookieSettings cookie,
      MemorySettings memory,
      PageSettings pages,
      boolean rollback,
      Duration banditEvery) {}

  /// The folders that are used.
  ///
  /// @param data the data folder
  /// @param product for a database of our own
  /// @param binaries where unpacked PostgreSQL binaries are kept for all servers of this user
  /// @param plugins where jars with strategies may be
  public record Folders(Path data, Path product, Path binaries, Path plugins) {}

  /// Takes the experiments of last time, and begins to open what they are kept in, beside the
  /// caller.
  ///
  /// @param opened is told where the product database is, once it is open
  public static Experimenting begin(
      Choices choices, Folders folders, Consumer<PostgresConfig> opened) {
    var place = new ProductStorage.Place(folders.product(), folders.binaries());
    var storage = new ProductStorage(choices.product(), place, opened);
    var experimenting =
        new Experimenting(
            storage,
            new Plugins(folders.plugins()),
            folders.data(),
            choices.cookie().rules(folders.data(), new SecureRandom()),
            choices);
    experimenting.refresh.recall();
    storage.start(experimenting.refresh::run);
    return experimenting;
  }

  /// Waits until all is there, for `max` at most: nothing depends on it.
  public void awaitStart(Duration max) {
    try {
      storage.awaitStart(max);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Where experiments are kept, and what else a product is made of.
  public ProductDatabase database() {
    return storage.database();
  }

  /// What decides experiments by these totals, and watches them.
  public Deciding deciding(ResultTotals totals, Notices notices) {
    var experiments =
        new Deciding.Experiments(
            catalog,
            new PostgresDecisionArchive(storage.database()),
            storage.database()::isOpen,
            live::definitions,
            refresh::run);
    return new Deciding(experiments, totals, notices, rollback, InstantSource.system());
  }

  /// What has the shares of bandits follow these totals.
  public Steering steering(ResultTotals totals) {
    return new Steering(
        banditEvery,
        storage.database()::isOpen,
        live::definitions,
        totals,
        new PostgresShareBoard(storage.database()),
        weights);
  }

  /// Whether there is such a database at all.
  public boolean hasDatabase() {
    return storage.isWanted();
  }

  public ExperimentCatalog experiments() {
    return catalog;
  }

  public MetricCatalog metrics() {
    return metrics;
  }

  /// Experiments and metrics as this node knows them, whether the product database answers or not.
  public Definitions definitions() {
    return live.definitions();
  }

  /// Has `listener` be run whenever [#definitions] are others. It must not wait.
  public void onChange(Runnable listener) {
    refresh.onChange(listener);
  }

  /// The experiments of a project, in whatever state, as they are known here.
  public List<StoredExperiment> of(ProjectId project) {
    return live.definitions().experiments().stream()
        .filter(experiment -> experiment.project().equals(project))
        .toList();
  }

  /// Mounts what is served.
  ///
  /// @param buffer takes exposures
  /// @param facts finds out who asks
  /// @param trials tries metrics when they are defined
  /// @param deciding decides
  /// @return the streams that are to be ended before the server is
  public FlagStreams addTo(
      Routes routes,
      KeyRing keys,
      Pages pages,
      EventBuffer buffer,
      VisitorFacts facts,
      MetricTrials trials,
      MeterRegistry registry,
      Deciding deciding) {
    var clock = InstantSource.system();
    new ExperimentRoutes(
            catalog,
            strategies,
            new MetricCheck(metrics),
            refresh::run,
            keys,
            clock,
            deciding::decide)
        .addTo(routes, pages);
    deciding.addTo(routes, pages, keys);
    new ShareRoutes(this::of, weights::find, keys).addTo(routes, pages);
    new MetricRoutes(metrics, trials, refresh::run, keys, clock).addTo(routes, pages);
    var assigning = new Assigning(live, new Exposures(buffer, registry), facts);
    var arms = sessions.store().map(store -> new SessionArms(assigning, store));
    var visitors = new Visitors(assigning, arms, cookie, UUID::randomUUID, clock);
    new AssignRoutes(assigning, arms, visitors, keys, clock).addTo(routes, waiting);
    var room = new PageServing.Room(routes, pages, waiting, keys);
    pageServing.addTo(room, live, visitors, storage.isWanted(), registry);
    var streams = new FlagStreams(live::definitions);
    refresh.onChange(streams::tell);
    new OfrepRoutes(assigning, streams, keys, clock).addTo(routes);
    new DefinitionRoutes(live, keys).addTo(routes, pages);
    new GrowthBookRoutes(live, streams, keys, clock).addTo(routes, pages);
    return streams;
  }

  /// How the product database is doing, on which no event and no assignment depends.
  public Component health() {
    var fault = storage.fault().or(sessions::fault).or(pageServing::fault);
    var numbers = new LinkedHashMap<String, Number>();
    numbers.put("experiments", live.definitions().experiments().size());
    numbers.putAll(pageServing.numbers());
    plugins.failures().forEach((key, count) -> numbers.put("strategyFailures." + key, count));
    return new Component(
        "product",
        fault.isPresent() ? Status.DEGRADED : Status.UP,
        fault.orElse(storage.isWanted() ? "" : "There is no product database (product.url=none)"),
        numbers);
  }

  @Override
  public void close() throws IOException {
    waiting.close();
    pageServing.close();
    sessions.close();
    storage.close();
    plugins.close();
  }
}
