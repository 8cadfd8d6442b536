package dev.forktail.app;

import dev.forktail.app.aacheck.AaChecking;
import dev.forktail.app.canary.CanaryKeys;
import dev.forktail.app.canary.CanaryWatch;
import dev.forktail.app.demo.DemoConfig;
import dev.forktail.app.demo.DemoTraffic;
import dev.forktail.app.experiments.Experimenting;
import dev.forktail.app.facts.Facts;
import dev.forktail.app.lake.ExportRoom;
import dev.forktail.app.lake.Exporting;
import dev.forktail.app.notices.Notices;
import dev.forktail.app.query.Querying;
import dev.forktail.app.recount.RecountParts;
import dev.forktail.app.recount.Recounting;
import dev.forktail.app.recount.RunEvents;
import dev.forktail.app.results.HourlyComputing;
import dev.forktail.app.results.Measuring;
import dev.forktail.app.results.PersonForgetting;
import dev.forktail.app.results.ResultServing;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.ingest.DiskBudget;
import dev.forktail.engine.live.Canary;
import dev.forktail.engine.notice.Retries;
import dev.forktail.engine.project.FirstStart;
import dev.forktail.engine.project.KeyMaker;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.result.hourly.TotalsWithHourly;
import dev.forktail.engine.slice.SliceCatalog;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresPromotedProperties;
import dev.forktail.postgres.live.PostgresCanaryTrail;
import dev.forktail.postgres.notice.PostgresOutbox;
import dev.forktail.postgres.project.PostgresProjectCatalog;
import dev.forktail.postgres.query.PostgresDimensionRollups;
import dev.forktail.postgres.query.PostgresEventQueries;
import dev.forktail.postgres.query.PostgresRollups;
import dev.forktail.postgres.result.PostgresForgetting;
import dev.forktail.postgres.result.PostgresHourlyRecords;
import dev.forktail.postgres.result.PostgresResultTotals;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.web.http.WebConfig;
import dev.forktail.web.http.WebServer;
import dev.forktail.web.live.LiveAccess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: everything wired, top down, and closed in reverse.
final class Server implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Server.class);
  private static final Duration KEYS_PAUSE = Duration.ofSeconds(2);
  private static final Duration COUNTERS_PAUSE = Duration.ofMinutes(1);
  private static final Duration CHECK_PAUSE = Duration.ofSeconds(1);
  private static final Duration RECOUNT_PAUSE = Duration.ofMinutes(10);
  private static final long DEMO_SEED = 1;
  private static final Duration PRODUCT_PATIENCE = Duration.ofSeconds(2);

  private final WebServer web;
  private final Optional<Map<KeyRole, String>> newKeys;
  private final Shutdown shutdown;

  private Server(WebServer web, Optional<Map<KeyRole, String>> newKeys, Shutdown shutdown) {
    this.web = web;
    this.newKeys = newKeys;
    this.shutdown = shutdown;
  }

  /// Starts everything; returns when it takes events.
  static Server start(ServerConfig config, Path home, Seams seams) {
    var shutdown = new Shutdown();
    try {
      return start(config, home, seams, shutdown);
    } catch (RuntimeException e) {
      shutdown.close();
      throw e;
    }
  }

  private static Server start(ServerConfig config, Path home, Seams seams, Shutdown shutdown) {
    requireFreePort(config.web());
    var visitors = config.context().open(shutdown);
    var folder =
        shutdown.add("data folder", DataFolder.open(config.data(), ProcessHandle.current().pid()));
    var binaries = home.resolve(".cache/forktail");
    var experimenting = experimenting(config, folder, binaries, shutdown);
    var storage = Storage.at(config.database(), folder, binaries, shutdown);
    var projects = new PostgresProjectCatalog(storage.database());
    var ring = new KeyRing();
    var keyMaker = new KeyMaker(new SecureRandom());
    var canaryKeys = CanaryKeys.make(config.node(), keyMaker);
    var keys =
        new Keys(
            projects,
            ring,
            new KeyFile(folder.path(), storage.identity()),
            config.demo(),
            canaryKeys.accesses());
    var promoted = new PostgresPromotedProperties(storage.database());
    var projectNames = new ProjectNames(config.export().lake());
    var opening =
        new Opening(
            storage.database(),
            new LakeGuard(storage.database(), LakeRoot.of(config.export().lake())),
            keys,
            () -> config.promoted().declareIn(promoted),
            InstantSource.system());
    var newKeys = opening.begin(new FirstStart(projects, keyMaker));

    var budget = new DiskBudget();
    var readings =
        new DiskReadings(
            folder.path(),
            config.export().lake(),
            config.diskBudgetBytes(),
            config.diskReserveBytes());
    budget.measured(readings.read());
    var pipeline = Pipeline.open(config, folder, storage, opening, budget, seams, shutdown);
    var rollups = new PostgresRollups(storage.database());
    var dimensions = new PostgresDimensionRollups(storage.database());
    var slices = new PostgresSliceCatalog(storage.database(), config.seal());

    var housekeeping = shutdown.add("housekeeping", new Housekeeping("house", 2));
    housekeeping.every(CHECK_PAUSE, "measure the disk", () -> budget.measured(readings.read()));
    var room = new ExportRoom(readings::lakeHasRoom, () -> budget.last().isShort());
    var store = new Exporting.Store(storage.database(), slices);
    var exporting =
        shutdown.add(
            "export",
            Exporting.of(config.export(), folder.children(), store, room, seams.export()));
    var facts =
        shutdown.add(
            "facts",
            Facts.of(
                config.facts(),
                experimenting.database(),
                experimenting.hasDatabase(),
                storage.database()));
    var querying =
        Querying.of(
            config.query(),
            folder.query(),
            storage.database(),
            LakeRoot.of(config.export().lake()));
    var runEvents = runEvents(config, folder, storage.database());
    var measuring =
        shutdown.add(
            "results",
            Measuring.of(
                experimenting::definitions,
                storage.database(),
                querying.queries(),
                hourly(config, folder, runEvents, storage.database())));
    var recounting = shutdown.add("recounts", recounting(folder, runEvents, storage.database()));
    var aaChecking =
        shutdown.add(
            "A/A checks", aaChecking(folder, runEvents, storage.database(), experimenting));
    var notices = shutdown.add("notices", notices(config, experimenting));
    notices.start();
    var totals =
        new TotalsWithHourly(
            new PostgresResultTotals(storage.database()),
            new PostgresHourlyRecords(storage.database()));
    var deciding = shutdown.add("watch", experimenting.deciding(totals, notices));
    deciding.start();
    var steering = shutdown.add("bandits", experimenting.steering(totals));
    steering.start();
    var canary = canary(config, canaryKeys, storage.database(), exporting);
    var queries = new PostgresEventQueries(storage.database());
    var site = new Site(pipeline, queries, slices, ring, visitors, canary, shutdown);
    Runnable begin =
        () -> {
          pipeline.start(site::nudge);
          keepHouse(housekeeping, keys, slices);
          housekeeping.every(
              KEYS_PAUSE, "name the projects", () -> projectNames.keep(keys.projects()));
          housekeeping.every(
              COUNTERS_PAUSE,
              "let go of old counters",
              () -> config.rollups().apply(rollups, dimensions, Instant.now()));
          housekeeping.every(RECOUNT_PAUSE, "recount results", recounting::recountOfTheNight);
          exporting.start();
          facts.start();
          measuring.start();
        };
    if (opening.isDone()) {
      begin.run();
    } else {
      housekeeping.every(CHECK_PAUSE, "open the event database", () -> opening.retry(begin));
    }

    var health =
        new PipelineHealth(
            pipeline,
            exporting,
            experimenting,
            facts,
            measuring,
            notices,
            () -> deciding.fault().or(steering::fault),
            canary,
            housekeeping);
    experimenting.awaitStart(PRODUCT_PATIENCE);
    var web =
        site.open(
            config.web(),
            health,
            access(config, keys),
            exporting,
            querying,
            experimenting,
            facts,
            new ResultServing(
                totals,
                new PersonForgetting(
                    querying.queries(), new PostgresForgetting(storage.database()))),
            recounting,
            aaChecking,
            notices,
            deciding);
    writeServerFiles(folder, storage, web.port(), home, shutdown);
    shutdown.add("canary", canary).start(config.web().host(), web.port());
    if (config.demo()) {
      shutdown.add("demo", DemoTraffic.start(demo(config, web.port()), InstantSource.system()));
    }
    return new Server(web, newKeys, shutdown);
  }

  /// Says so before anything is created or started.
  private static void requireFreePort(WebConfig web) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(web.host(), web.port()));
    } catch (IOException e) {
      throw new DataFolder.StartException(
          "Cannot listen on %s:%d: %s. Choose another port with --port."
              .formatted(web.host(), web.port(), e.getMessage()),
          e);
    }
  }

  /// The product database, which starts while the event database does.
  private static Experimenting experimenting(
      ServerConfig config, DataFolder folder, Path binaries, Shutdown shutdown) {
    var file = ServerFile.ofProduct(folder.path());
    shutdown.add("product file", () -> Files.deleteIfExists(file));
    return shutdown.add(
        "product database",
        Experimenting.begin(
            config.experiments(),
            new Experimenting.Folders(folder.path(), folder.product(), binaries, config.plugins()),
            connection -> writeServerFile(folder, connection, file)));
  }

  private static RunEvents runEvents(
      ServerConfig config, DataFolder folder, PostgresDatabase database) {
    return new RunEvents(
        config.query(),
        config.export().plan().longestQuery(),
        folder.runEvents(),
        database,
        LakeRoot.of(config.export().lake()));
  }

  private static HourlyComputing hourly(
      ServerConfig config, DataFolder folder, RunEvents events, PostgresDatabase database) {
    var clock = InstantSource.system();
    return new HourlyComputing(config.hourlyEvery(), events, database, folder.hourly(), clock);
  }

  private static Recounting recounting(
      DataFolder folder, RunEvents events, PostgresDatabase database) {
    return new Recounting(
        new RecountParts(events, folder.recount(), database, InstantSource.system()));
  }

  private static AaChecking aaChecking(
      DataFolder folder, RunEvents events, PostgresDatabase database, Experimenting experimenting) {
    return new AaChecking(
        events, database, experimenting::metrics, folder.aaCheck(), InstantSource.system());
  }

  private static Notices notices(ServerConfig config, Experimenting experimenting) {
    return new Notices(
        config.notices(),
        new PostgresOutbox(experimenting.database()),
        experimenting.database()::isOpen,
        Retries.standard(),
        InstantSource.system(),
        new SecureRandom());
  }

  /// Begins the jobs that need the database.
  private static void keepHouse(Housekeeping housekeeping, Keys keys, SliceCatalog slices) {
    housekeeping.every(KEYS_PAUSE, "refresh keys", keys::refresh);
    housekeeping.every(CHECK_PAUSE, "seal slices", () -> slices.sealIfOver(Instant.now()));
  }

  private static CanaryWatch canary(
      ServerConfig config, CanaryKeys keys, PostgresDatabase database, Exporting exporting) {
    return CanaryWatch.of(
        config.canaryEvery(),
        config.export().plan().every(),
        keys,
        new PostgresCanaryTrail(database, keys.flock()),
        () -> {
          var standing = exporting.standing();
          return new Canary.Lake(standing.watermark(), standing.pausedSince());
        });
  }

  private static DemoConfig demo(ServerConfig config, int port) {
    return new DemoConfig(
        URI.create("http://127.0.0.1:" + port),
        Keys.DEMO_WRITE,
        Keys.DEMO_WRITE_GITHUB,
        Keys.DEMO_ADMIN,
        config.demoRate(),
        DEMO_SEED);
  }

  private static LiveAccess access(ServerConfig config, Keys keys) {
    return config.demo()
        ? new LiveAccess.Open(keys.firstProject(), Keys.DEMO_WRITE)
        : new LiveAccess.WithKey();
  }

  private static void writeServerFiles(
      DataFolder folder, Storage storage, int port, Path home, Shutdown shutdown) {
    for (var place :
        new Path[] {ServerFile.inData(folder.path()), ServerFile.forPort(home, port)}) {
      writeServerFile(folder, storage.connection(), place);
      shutdown.add("server file", () -> Files.deleteIfExists(place));
    }
    try {
      ServerFile.sweep(home);
    } catch (IOException e) {
      log.warn("Files of servers that were killed stay: home={}", home, e);
    }
  }

  private static void writeServerFile(DataFolder folder, PostgresConfig connection, Path place) {
    var file =
        new ServerFile(
            folder.path().toAbsolutePath(),
            connection.url(),
            connection.user(),
            connection.password(),
            ProcessHandle.current().pid());
    try {
      file.write(place);
    } catch (IOException e) {
      log.warn("Other commands will have to be told the data folder: file={}", place, e);
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
