package dev.forktail.app;

import com.sun.management.OperatingSystemMXBean;
import dev.forktail.app.experiments.CookieSettings;
import dev.forktail.app.experiments.Experimenting;
import dev.forktail.app.experiments.MemorySettings;
import dev.forktail.app.experiments.ProductSettings;
import dev.forktail.app.facts.FactsSettings;
import dev.forktail.app.lake.ExportSettings;
import dev.forktail.app.lake.PromotedSetting;
import dev.forktail.app.notices.NoticeSettings;
import dev.forktail.app.pages.PageSettings;
import dev.forktail.app.query.QuerySettings;
import dev.forktail.app.settings.Settings;
import dev.forktail.app.settings.SettingsException;
import dev.forktail.engine.export.ExportConfig;
import dev.forktail.engine.ingest.WriterConfig;
import dev.forktail.engine.rollup.RollupRetention;
import dev.forktail.journal.JournalConfig;
import dev.forktail.postgres.slice.SealConfig;
import dev.forktail.web.http.WebConfig;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Every setting of a server, with its default. This is the list.
///
/// @param diskBudgetBytes what the data folder may hold: journal, PostgreSQL, temporary files; not
///   the lake, which only grows and may be elsewhere
/// @param diskReserveBytes what stays free on the disks of data folder and lake; files of the lake
///   may take half of it, since only what is in the lake can leave PostgreSQL
/// @param plugins where jars with strategies for experiments may be
/// @param hourlyEvery how often results are computed that need all events at once; zero: never
/// @param canaryEvery how long after each canary the next one follows; zero: none
record ServerConfig(
    boolean demo,
    int demoRate,
    Path data,
    WebConfig web,
    BufferKind bufferKind,
    int lanes,
    int memoryArrivalsMax,
    Duration groupInterval,
    JournalConfig journal,
    long diskBudgetBytes,
    long diskReserveBytes,
    WriterConfig writer,
    SealConfig seal,
    ExportSettings export,
    PromotedSetting promoted,
    QuerySettings query,
    RollupRetention rollups,
    Duration hourlyEvery,
    Duration canaryEvery,
    ContextSettings context,
    Database database,
    Experimenting.Choices experiments,
    FactsSettings facts,
    NoticeSettings notices,
    Path plugins,
    String node) {
  private static final int SLICE_ROWS_MAX = Math.toIntExact(SealConfig.standard().sliceRows());
  private static final Duration KEEP_PAUSE = Duration.ofMinutes(10);

  /// Which buffer holds acknowledged arrivals.
  enum BufferKind {
    JOURNAL,
    MEMORY
  }

  /// Which PostgreSQL holds the events.
  sealed interface Database {
    /// Our own, in the data folder.
    record Embedded(Map<String, String> settings) implements Database {}

    /// Somebody else's.
    record Remote(String url, String user, String password) implements Database {}
  }

  /// Reads every setting once and refuses keys that nobody asked for.
  static ServerConfig of(Settings settings, boolean demo, int processors) {
    try {
      var config = read(settings, demo, processors);
      settings.refuseUnknownKeys();
      return config;
    } catch (IllegalArgumentException e) {
      throw new SettingsException("A setting is out of range: " + e.getMessage());
    }
  }

  private static ServerConfig read(Settings settings, boolean demo, int processors) {
    String host = settings.text("server.host", demo ? "127.0.0.1" : "0.0.0.0");
    if (demo && !isLoopback(host)) {
      throw new SettingsException(
          "--demo has well-known keys and binds loopback only, but server.host is '" + host + "'.");
    }
    var data = Path.of(settings.text("data.folder", "data"));
    return new ServerConfig(
        demo,
        settings.integer("demo.rate", 50),
        data,
        WebConfig.on(host, settings.integer("server.port", 8080), processors),
        settings.choice("buffer.kind", BufferKind.JOURNAL),
        settings.integer("buffer.lanes", Math.clamp(processors / 4, 1, 4)),
        settings.integer("buffer.memory.arrivals-max", 100_000),
        settings.duration("journal.group-interval", "2ms"),
        journal(settings),
        settings.bytes("disk.budget", "100GB"),
        settings.bytes("disk.reserve", "1GB"),
        writer(settings),
        SealConfig.standard().withSliceRows(settings.integer("slice.rows-max", SLICE_ROWS_MAX)),
        export(settings, data, processors),
        PromotedSetting.of("lake.promoted", settings.text("lake.promoted", "")),
        query(settings, processors),
        new RollupRetention(
            settings.duration("rollups.minute-retention", "7d"),
            settings.duration("rollups.retention", "90d")),
        everyOrNever(settings, "results.hourly.every", "1h"),
        everyOrNever(settings, "canary.every", "10s"),
        ContextSettings.of(settings),
        database(settings),
        experiments(settings),
        FactsSettings.of(settings),
        NoticeSettings.of(settings),
        Path.of(settings.text("plugins.folder", data.resolve("plugins").toString())),
        settings.text("server.node", "node"));
  }

  private static JournalConfig journal(Settings settings) {
    return new JournalConfig(
        Math.toIntExact(settings.bytes("journal.group-bytes", "20MB")),
        Math.toIntExact(settings.bytes("journal.segment-bytes", "64MB")),
        settings.bytes("journal.bytes-max", "1TB"),
        settings.bytes("disk.reserve", "1GB"));
  }

  private static WriterConfig writer(Settings settings) {
    var standard = WriterConfig.standard();
    return new WriterConfig(
        settings.integer("writer.batch-events-max", standard.batchEventsMax()),
        settings.duration("writer.linger", "100ms"),
        settings.duration("writer.retry-max", "2s"),
        settings.integer("writer.refused-in-row-max", standard.refusedInRowMax()));
  }

  private static ExportSettings export(Settings settings, Path data, int processors) {
    return new ExportSettings(
        Path.of(settings.text("lake.folder", data.resolve("lake").toString())),
        ExportConfig.standard().committingEvery(settings.duration("export.every", "10m")),
        settings.duration("export.retention", "3h"),
        KEEP_PAUSE,
        settings.bytes("export.child-memory", "384MB"),
        Math.clamp(processors / 2, 1, 4));
  }

  private static QuerySettings query(Settings settings, int processors) {
    return new QuerySettings(
        settings.integer("query.children", Math.clamp(processors / 2, 1, 4)),
        settings.bytes("query.child-memory", "512MB"),
        settings.integer("query.threads", Math.clamp(processors, 1, 8)),
        settings.flag("query.warm", true),
        settings.duration("query.timeout", "30s"),
        settings.integer("query.rows-shown", 10_000),
        settings.bytes("query.result-bytes", "1GB"),
        settings.integer("query.at-once", 16));
  }

  private static Duration everyOrNever(Settings settings, String key, String fallback) {
    var every = settings.duration(key, fallback);
    if (!every.isZero() && every.toSeconds() < 1) {
      throw new IllegalArgumentException(key + " must be 0s or at least 1s: " + every);
    }
    return every;
  }

  private static Duration banditEvery(Duration every) {
    if (every.toMillis() < 100) {
      throw new IllegalArgumentException("results.bandit.every must be at least 100ms: " + every);
    }
    return every;
  }

  private static Experimenting.Choices experiments(Settings settings) {
    return new Experimenting.Choices(
        ProductSettings.of(settings),
        CookieSettings.of(settings),
        MemorySettings.of(settings),
        PageSettings.of(settings),
        settings.flag("experiments.rollback", true),
        banditEvery(settings.duration("results.bandit.every", "1m")));
  }

  private static Database database(Settings settings) {
    String url = settings.text("postgres.url", "embedded");
    String user = settings.text("postgres.user", "forktail");
    String password = settings.secret("postgres.password").orElse("");
    var tuning =
        Map.of(
            "shared_buffers", settings.text("postgres.embedded.shared-buffers", eighthOfMemory()),
            "max_wal_size", settings.text("postgres.embedded.max-wal-size", "4GB"),
            "checkpoint_timeout", settings.text("postgres.embedded.checkpoint-timeout", "5min"));
    return url.equals("embedded")
        ? new Database.Embedded(tuning)
        : new Database.Remote(url, user, password);
  }

  /// An eighth of this machine's memory, in 128MB..1GB: at 1GB the index of message ids stays in
  /// memory.
  private static String eighthOfMemory() {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
      return "256MB";
    }
    long megabytes = system.getTotalMemorySize() >> 23;
    return Math.clamp(megabytes, 128, 1024) + "MB";
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) { // then it cannot be bound either
      return false;
    }
  }
}
