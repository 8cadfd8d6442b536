package dev.forktail.app.load;

import dev.forktail.engine.audit.DeliveryAudit.Delivery;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// One call of `forktail load`, from finding the server to the summary.
final class LoadSession {
  private static final Duration STABLE = Duration.ofSeconds(1);
  private static final Duration MARKER_PATIENCE = Duration.ofSeconds(10);
  private static final Path PROC = Path.of("/proc");

  private final LoadOptions options;
  private final LoadPlan plan;
  private final Clocks clocks;
  private final Consumer<String> progress;
  private final DatabaseFinder databases;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ServerHealth health;

  LoadSession(
      LoadOptions options, LoadPlan plan, Clocks clocks, Path home, Consumer<String> progress) {
    this.options = options;
    this.plan = plan;
    this.clocks = clocks;
    this.progress = progress;
    this.databases = new DatabaseFinder(home, options.database, options.data);
    this.health = new ServerHealth(http, plan.url());
  }

  /// Sends, waits, recounts: as far as the options ask for it.
  LoadSummary load() throws IOException, InterruptedException {
    health.requireReady();
    var config = databases.find(plan.port());
    if (config.isEmpty()) {
      return load(null, 0);
    }
    try (var store = RunStore.open(config.get(), plan.key(), clocks.wall().instant())) {
      return load(store, DatabaseFinder.localPort(config.get()));
    }
  }

  /// Recounts the ledger of an earlier run.
  Delivery recount(Path ledger) throws IOException, InterruptedException {
    health.requireReady();
    var recorded = RecordedRun.read(ledger);
    try (var store =
        RunStore.open(
            databases.find(plan.port()).orElseThrow(this::noDatabase),
            plan.key(),
            clocks.wall().instant())) {
      Duration _ = drain(() -> {});
      return store.recount(recorded, progress);
    }
  }

  private LoadSummary load(@Nullable RunStore store, int postgresPort)
      throws IOException, InterruptedException {
    if (options.verify && store == null) {
      throw noDatabase();
    }
    var run = RunId.random(new SecureRandom());
    var templates = templates();
    Path file = ledgerFile();
    progress.accept("Run " + run.text() + ", ledger " + file);
    var usage = ServerUsage.startingNow(new ProcFiles(PROC), plan.port(), postgresPort);
    var probe = Optional.ofNullable(store).map(known -> probe(known, run));
    probe.ifPresent(MarkerProbe::start);
    try {
      var sent = send(run, templates, file, store == null ? 0 : store.openSlice(), usage);
      var visible = finish(probe);
      var drained = options.verify ? Optional.of(drain(usage::stop)) : stopped(usage);
      var delivery = options.verify ? recount(store, file) : Optional.<Delivery>empty();
      putAway(file, delivery);
      return summary(run, sent, visible, drained, usage, delivery);
    } finally {
      probe.ifPresent(MarkerProbe::stop);
    }
  }

  /// A ledger that nobody asked for is of no use once its recount was exact.
  private void putAway(Path file, Optional<Delivery> delivery) throws IOException {
    if (options.ledger == null && delivery.filter(Delivery::exact).isPresent()) {
      Files.delete(file);
      return;
    }
    progress.accept("The ledger is kept, to be recounted with --recount " + file);
  }

  private Sent send(
      RunId run, EventTemplates templates, Path file, long sinceSlice, ServerUsage usage)
      throws IOException {
    try (var ledger = Ledger.create(file, run, plan.batch(), sinceSlice)) {
      var random = new SplittableRandom(plan.seed());
      var sending = Sending.prepare(plan, templates, run, ledger, clocks, random);
      long start = clocks.nanos().getAsLong();
      var report = new ProgressReport(sending, usage, plan.warmup().toSeconds(), progress);
      sending.run(report);
      long took = clocks.nanos().getAsLong() - start;
      return new Sent(sending, Duration.ofNanos(took), report.generatorMicros());
    }
  }

  private static Optional<Histogram> finish(Optional<MarkerProbe> probe)
      throws InterruptedException {
    return probe.isEmpty() ? Optional.empty() : Optional.of(probe.get().finish(MARKER_PATIENCE));
  }

  private static Optional<Duration> stopped(ServerUsage usage) {
    usage.stop();
    return Optional.empty();
  }

  /// Waits until all is stored; how long that took.
  private Duration drain(Runnable whenEmpty) throws IOException, InterruptedException {
    long start = clocks.nanos().getAsLong();
    long empty = new Drain(health, clocks.nanos(), STABLE, plan.patience()).await(whenEmpty);
    return Duration.ofNanos(empty - start);
  }

  private Optional<Delivery> recount(@Nullable RunStore store, Path file) throws IOException {
    return store == null
        ? Optional.empty()
        : Optional.of(store.recount(RecordedRun.read(file), progress));
  }

  private LoadSummary summary(
      RunId run,
      Sent sent,
      Optional<Histogram> visible,
      Optional<Duration> drained,
      ServerUsage usage,
      Optional<Delivery> delivery) {
    var meter = sent.sending.meter();
    return new LoadSummary(
        run,
        plan,
        meter,
        sent.took,
        sent.sending.waiting(),
        sent.sending.dropped(),
        sent.cpuMicros,
        visible,
        drained,
        usage.perEvent(meter.acked()),
        delivery);
  }

  private EventTemplates templates() throws IOException {
    return options.events == null
        ? EventTemplates.ofGitHub(plan.size(), plan.seed())
        : EventTemplates.ofFile(options.events, plan.size(), plan.seed());
  }

  private Path ledgerFile() throws IOException {
    return options.ledger == null
        ? Files.createTempFile("forktail-load-", ".ledger")
        : options.ledger;
  }

  private MarkerProbe probe(RunStore store, RunId run) {
    return new MarkerProbe(
        http, plan.url(), plan.key(), run, store.rollups(), store.project(), clocks);
  }

  private IOException noDatabase() {
    return new IOException(
        "Cannot recount: nothing says where the database of the server at port %d is;"
                .formatted(plan.port())
            + " give --data DIR or --database URL");
  }

  /// What sending was.
  ///
  /// @param cpuMicros processor time of the sending thread per request
  private record Sent(Sending sending, Duration took, double cpuMicros) {}
}
