package dev.forktail.app;

import dev.forktail.app.demo.DemoConfig;
import dev.forktail.app.demo.DemoTraffic;
import dev.forktail.engine.ingest.DiskBudget;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.ingest.LaneWriters;
import dev.forktail.engine.live.LiveConfig;
import dev.forktail.engine.live.LiveMeters;
import dev.forktail.engine.live.LivePipeline;
import dev.forktail.engine.live.MeteredBuffer;
import dev.forktail.engine.project.FirstStart;
import dev.forktail.engine.project.KeyMaker;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.project.ProjectCatalog;
import dev.forktail.postgres.event.PostgresEventStore;
import dev.forktail.postgres.project.PostgresProjectCatalog;
import dev.forktail.postgres.query.PostgresEventQueries;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import dev.forktail.web.health.HealthRoutes;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.http.WebServer;
import dev.forktail.web.ingest.IntakeRoutes;
import dev.forktail.web.live.LiveAccess;
import dev.forktail.web.live.LiveHub;
import dev.forktail.web.live.LiveRoutes;
import dev.forktail.web.query.QueryRoutes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: everything wired, top down, and closed in reverse.
final class Server implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Server.class);
  private static final int LIVE_MAX = 100;
  private static final Duration DRAIN_MAX = Duration.ofSeconds(20);

  private final WebServer web;
  private final Optional<Map<KeyRole, String>> newKeys;
  private final Shutdown shutdown;

  private Server(WebServer web, Optional<Map<KeyRole, String>> newKeys, Shutdown shutdown) {
    this.web = web;
    this.newKeys = newKeys;
    this.shutdown = shutdown;
  }

  /// Starts everything; returns when it takes events.
  static Server start(ServerConfig config, Path home) {
    var shutdown = new Shutdown();
    try {
      return start(config, home, shutdown);
    } catch (RuntimeException e) {
      shutdown.close();
      throw e;
    }
  }

  private static Server start(ServerConfig config, Path home, Shutdown shutdown) {
    var folder =
        shutdown.add("data folder", DataFolder.open(config.data(), ProcessHandle.current().pid()));
    var storage =
        Storage.open(
            config.database(), folder, home.resolve(".cache/forktail"), Instant.now(), shutdown);
    var budget = new DiskBudget();
    var readings =
        new DiskReadings(folder.path(), config.diskBudgetBytes(), config.diskReserveBytes());
    budget.measured(readings.read());

    var meters = LiveMeters.of(System::nanoTime);
    EventBuffer buffer = new MeteredBuffer(Buffers.open(config, folder, budget), meters);
    var store =
        shutdown.add("event store", new PostgresEventStore(storage.database(), config.node()));
    var queries = new PostgresEventQueries(storage.database());
    var slices = new PostgresSliceCatalog(storage.database(), SealConfig.standard());
    var catalog = new PostgresProjectCatalog(storage.database());
    var newKeys = new FirstStart(catalog, new KeyMaker(new SecureRandom())).run();
    var ring = new KeyRing();
    var keys = Keys.load(catalog, ring, config.demo());

    var housekeeping = shutdown.add("housekeeping", new Housekeeping());
    var background =
        shutdown.add("pages in the making", Executors.newVirtualThreadPerTaskExecutor());
    var writers = new LaneWriters(buffer, store, config.writer());
    var pipeline =
        new LivePipeline(
            buffer,
            writers::fault,
            queries,
            slices,
            meters,
            () -> budget.last().roomBytes(),
            LiveConfig.standard(),
            InstantSource.system(),
            System::nanoTime,
            background);
    var hub = new LiveHub(pipeline, System::nanoTime, background, LIVE_MAX);
    hub.start();
    shutdown.add("writers", () -> drain(buffer, writers));
    writers.start(
        stored -> {
          meters.stored().add(stored.events());
          hub.nudge();
        });

    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var pages = shutdown.add("pages", new Pages(config.web().pagesMax()));
    var routes = intakeRoutes(buffer, ring, registry);
    var health = new PipelineHealth(buffer, writers, budget, meters, housekeeping);
    new HealthRoutes(health, registry, pages).addTo(routes);
    new QueryRoutes(queries, ring, InstantSource.system(), pages).addTo(routes);
    new LiveRoutes(
            hub, pages, access(config, catalog), ring, new SecureRandom(), InstantSource.system())
        .addTo(routes);
    var web = shutdown.add("web", WebServer.open(config.web(), routes, System::nanoTime));
    shutdown.add("live pages", hub);

    housekeeping.every(Duration.ofSeconds(2), "refresh keys", keys::refresh);
    housekeeping.every(
        Duration.ofSeconds(1), "measure the disk", () -> budget.measured(readings.read()));
    housekeeping.every(
        Duration.ofSeconds(1), "seal slices", () -> slices.sealIfOver(Instant.now()));
    config
        .sliceDropAfter()
        .ifPresent(
            age ->
                housekeeping.every(
                    Duration.ofSeconds(10),
                    "drop slices",
                    () -> slices.drop(Instant.now().minus(age))));

    writeServerFiles(folder, storage, web.port(), home, shutdown);
    if (config.demo()) {
      shutdown.add("demo", DemoTraffic.start(demo(config, web.port()), InstantSource.system()));
    }
    return new Server(web, newKeys, shutdown);
  }

  private static Routes intakeRoutes(
      EventBuffer buffer, KeyRing ring, PrometheusMeterRegistry registry) {
    var routes = new Routes();
    new IntakeRoutes(
            buffer,
            ring,
            IngestLimits.standard(),
            new IntakeRoutes.Clocks(InstantSource.system(), System::nanoTime),
            new SplittableRandom(new SecureRandom().nextLong()),
            registry)
        .addTo(routes);
    return routes;
  }

  private static DemoConfig demo(ServerConfig config, int port) {
    return new DemoConfig(
        URI.create("http://127.0.0.1:" + port),
        Keys.DEMO_WRITE,
        Keys.DEMO_WRITE_GITHUB,
        config.demoRate(),
        new SecureRandom().nextLong());
  }

  private static LiveAccess access(ServerConfig config, ProjectCatalog catalog) {
    return config.demo()
        ? new LiveAccess.Open(catalog.projects().getFirst().id(), Keys.DEMO_WRITE)
        : new LiveAccess.WithKey();
  }

  /// Ends intake, then lets the lanes store what is left, as long as that takes no longer than the
  /// patience.
  private static void drain(EventBuffer buffer, LaneWriters writers) throws InterruptedException {
    buffer.stopIntake();
    if (!writers.awaitEnd(DRAIN_MAX)) {
      log.warn(
          "Stopping before everything is stored; it is stored after the next start: depth={}",
          buffer.state().depth());
    }
    writers.close();
    buffer.close();
  }

  private static void writeServerFiles(
      DataFolder folder, Storage storage, int port, Path home, Shutdown shutdown) {
    var connection = storage.connection();
    var file =
        new ServerFile(
            folder.path().toAbsolutePath(),
            connection.url(),
            connection.user(),
            connection.password(),
            ProcessHandle.current().pid());
    for (var place :
        new Path[] {ServerFile.inData(folder.path()), ServerFile.forPort(home, port)}) {
      try {
        file.write(place);
        shutdown.add("server file", () -> Files.deleteIfExists(place));
      } catch (IOException e) {
        log.warn("Other commands will have to be told the data folder: file={}", place, e);
      }
    }
  }

  int port() {
    return web.port();
  }

  /// The keys made by the first start, to be shown once.
  Optional<Map<KeyRole, String>> newKeys() {
    return newKeys;
  }

  @Override
  public void close() {
    shutdown.close();
  }
}
