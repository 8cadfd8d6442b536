package dev.forktail.app;

import dev.forktail.app.canary.CanaryMeters;
import dev.forktail.app.canary.CanaryWatch;
import dev.forktail.app.decide.Deciding;
import dev.forktail.app.experiments.Experimenting;
import dev.forktail.app.facts.Facts;
import dev.forktail.app.facts.FactsMeters;
import dev.forktail.app.lake.ExportMeters;
import dev.forktail.app.lake.Exporting;
import dev.forktail.app.notices.Notices;
import dev.forktail.app.query.Querying;
import dev.forktail.app.results.ResultServing;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.live.LiveConfig;
import dev.forktail.engine.live.LivePipeline;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.query.EventQueries;
import dev.forktail.engine.result.aacheck.AaCheckControl;
import dev.forktail.engine.result.recount.RecountControl;
import dev.forktail.engine.slice.SliceCatalog;
import dev.forktail.web.aacheck.AaCheckRoutes;
import dev.forktail.web.experiment.VisitorFacts;
import dev.forktail.web.export.ExportRoutes;
import dev.forktail.web.health.Health;
import dev.forktail.web.health.HealthRoutes;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.http.WebConfig;
import dev.forktail.web.http.WebServer;
import dev.forktail.web.ingest.IntakeRoutes;
import dev.forktail.web.live.Gate;
import dev.forktail.web.live.LiveAccess;
import dev.forktail.web.live.LiveHub;
import dev.forktail.web.live.LiveRoutes;
import dev.forktail.web.query.QueryRoutes;
import dev.forktail.web.result.RecountRoutes;
import dev.forktail.web.sdk.SdkRoutes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;

/// Everything that is served over HTTP, mounted on the ports behind it.
final class Site {
  private static final int LIVE_MAX = 100;

  private final Pipeline pipeline;
  private final EventQueries queries;
  private final KeyRing keys;
  private final IntakeRoutes.Visitors visitors;
  private final CanaryWatch canary;
  private final LiveHub hub;
  private final Shutdown shutdown;

  Site(
      Pipeline pipeline,
      EventQueries queries,
      SliceCatalog slices,
      KeyRing keys,
      IntakeRoutes.Visitors visitors,
      CanaryWatch canary,
      Shutdown shutdown) {
    this.pipeline = pipeline;
    this.queries = queries;
    this.keys = keys;
    this.visitors = visitors;
    this.canary = canary;
    this.shutdown = shutdown;
    var background =
        shutdown.add("pages in the making", Executors.newVirtualThreadPerTaskExecutor());
    var live =
        new LivePipeline(
            pipeline.buffer(),
            pipeline::fault,
            queries,
            slices,
            pipeline.meters(),
            () -> pipeline.budget().last().roomBytes(),
            canary::findState,
            LiveConfig.standard(),
            InstantSource.system(),
            System::nanoTime,
            background);
    this.hub = new LiveHub(live, System::nanoTime, background, LIVE_MAX);
  }

  /// Something new is stored.
  void nudge() {
    hub.nudge();
  }

  /// Listens from now on. Live pages and statements are ended before the server waits for its last
  /// answers.
  WebServer open(
      WebConfig config,
      Health health,
      LiveAccess access,
      Exporting exporting,
      Querying querying,
      Experimenting experimenting,
      Facts productFacts,
      ResultServing results,
      RecountControl recounts,
      AaCheckControl aaChecks,
      Notices notices,
      Deciding deciding) {
    var pages = shutdown.add("pages", new Pages(config.pagesMax()));
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    PipelineMeters.register(pipeline, registry);
    ExportMeters.register(exporting, registry);
    CanaryMeters.register(canary, registry);
    PipelineMeters.register(visitors.contexts(), registry);
    FactsMeters.register(productFacts, registry);
    var clock = InstantSource.system();
    var routes = new Routes();
    new IntakeRoutes(
            pipeline.buffer(),
            keys,
            IngestLimits.standard(),
            new IntakeRoutes.Clocks(clock, System::nanoTime),
            visitors,
            new SplittableRandom(new SecureRandom().nextLong()),
            registry)
        .addTo(routes);
    new SdkRoutes().addTo(routes);
    new HealthRoutes(health, registry, pages).addTo(routes);
    new QueryRoutes(querying.counting(), queries, keys, clock, pages).addTo(routes);
    new ExportRoutes(exporting, keys, pages).addTo(routes);
    new RecountRoutes(recounts, keys).addTo(routes, pages);
    new AaCheckRoutes(aaChecks, keys).addTo(routes, pages);
    var facts = new VisitorFacts(visitors.contexts(), visitors.ipHeader());
    var trials = querying.trials(queries);
    var flags =
        experimenting.addTo(
            routes, keys, pages, pipeline.buffer(), facts, trials, registry, deciding);
    notices.addTo(routes, pages, keys);
    querying.addTo(
        routes, keys, shutdown.add("statements", new Pages(querying.atOnceMax())), pages);
    var gate = Gate.of(access, keys, new SecureRandom(), clock);
    results.addTo(new ResultServing.Room(routes, pages, keys, gate), experimenting::of, clock);
    new LiveRoutes(hub, pages, gate).addTo(routes);
    hub.start();
    var web = shutdown.add("web", WebServer.open(config, routes, System::nanoTime));
    shutdown.add("children for statements", querying);
    querying.warm();
    shutdown.add("live pages", hub);
    shutdown.add("streams of flags", flags);
    return web;
  }
}
