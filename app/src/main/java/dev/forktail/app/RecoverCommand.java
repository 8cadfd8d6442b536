package dev.forktail.app;

import dev.forktail.app.children.LazyPool;
import dev.forktail.app.experiments.ProductSettings;
import dev.forktail.app.recovery.RecoveryReport;
import dev.forktail.app.settings.SettingsException;
import dev.forktail.duckdb.lake.DuckDbRemainingRows;
import dev.forktail.duckdb.lake.FileNames;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.recovery.Recovered;
import dev.forktail.engine.recovery.Recovery;
import dev.forktail.lake.LocalLakeRemains;
import dev.forktail.postgres.embedded.EmbeddedPostgresException;
import dev.forktail.postgres.recovery.PostgresRecoveredStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Builds the event database anew from the lake.
@Command(
    name = "recover",
    mixinStandardHelpOptions = true,
    description = {
      "Builds a lost event database anew from the lake: where its tables are, counters, message",
      "ids, projects, columns. Says exactly what only the database had. Changes nothing that is",
      "there, and can be run again after it was cut off. No server may run on the data folder."
    },
    footer = {
      "",
      "Examples:",
      "  ./forktail recover --lake data/lake --data data",
      "  ./forktail recover --lake file:///mnt/lake --data new --keys old/keys.properties"
    })
final class RecoverCommand implements Callable<Integer> {
  private static final Duration READ_MAX = Duration.ofHours(12);
  private static final Duration CHILD_WAIT_MAX = Duration.ofMinutes(1);
  private static final long CHILD_TEMPORARY_BYTES_MAX = 64L << 30;
  private static final String FILE_URL = "file://";

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--lake",
      paramLabel = "URL",
      required = true,
      description = "The lake: file:///path, or a path.")
  private String lake = "";

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "keys.properties of the lost data folder, if --data is another one.")
  private @Nullable Path keys;

  @Option(names = "--json", description = "The report as JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var settings = options.settings(Map.of("lake.folder", folder(lake).toString()));
    var config = ServerConfig.of(settings, false, Runtime.getRuntime().availableProcessors());
    try (var shutdown = new Shutdown()) {
      var folder =
          shutdown.add(
              "data folder", DataFolder.open(config.data(), ProcessHandle.current().pid()));
      var store = store(config, folder, shutdown);
      report(config, folder, recover(config, folder, store, shutdown));
      return 0;
    }
  }

  private static Path folder(String lake) {
    if (lake.contains("://") && !lake.startsWith(FILE_URL + "/")) {
      throw new SettingsException(
          "A lake is in a folder of this machine: file:///path, not " + lake);
    }
    String path = lake.startsWith(FILE_URL) ? lake.substring(FILE_URL.length()) : lake;
    return Path.of(path).toAbsolutePath().normalize();
  }

  private static PostgresRecoveredStore store(
      ServerConfig config, DataFolder folder, Shutdown shutdown) {
    var binaries = Path.of(System.getProperty("user.home")).resolve(".cache/forktail");
    try {
      var database = Storage.at(config.database(), folder, binaries, shutdown).database();
      database.prepare(Instant.now());
      var store = new PostgresRecoveredStore(database);
      if (!store.isNew()) {
        throw new DataFolder.StartException(
            "The event database of %s is not empty, so nothing was changed. If it is the one that is broken, move it away (mv %s %s.broken) and run this again; otherwise choose another folder with --data."
                .formatted(folder.path(), folder.postgres(), folder.postgres()));
      }
      return store;
    } catch (EmbeddedPostgresException e) {
      throw new DataFolder.StartException(
          "%s. If the event database is broken, move it away (mv %s %s.broken) and run this again."
              .formatted(e.getMessage(), folder.postgres(), folder.postgres()),
          e);
    }
  }

  private Found recover(
      ServerConfig config, DataFolder folder, PostgresRecoveredStore store, Shutdown shutdown)
      throws IOException {
    var root = LakeRoot.of(config.export().lake());
    var children = shutdown.add("children", new LazyPool(children(config, folder)));
    var rows =
        new DuckDbRemainingRows(children.get(), root, new FileNames(new SecureRandom()), READ_MAX);
    var names = new ProjectNames(config.export().lake());
    var known = KnownProjects.read(keys == null ? KeyFile.in(folder.path()) : keys, names);
    var recovery =
        new Recovery(
            new LocalLakeRemains(root), rows, store, step -> err().println("forktail: " + step));
    return new Found(recovery.run(known.projects(), known::keysOf), known);
  }

  /// What was recovered, and what was known of projects.
  private record Found(Recovered recovered, KnownProjects known) {}

  private static ChildConfig children(ServerConfig config, DataFolder folder) {
    var export = config.export();
    return new ChildConfig(
        folder.children(),
        export.childMemoryBytes(),
        export.childThreads(),
        CHILD_TEMPORARY_BYTES_MAX,
        1,
        0,
        CHILD_WAIT_MAX);
  }

  private void report(ServerConfig config, DataFolder folder, Found found) throws IOException {
    var around =
        new RecoveryReport.Surroundings(
            LakeRoot.of(config.export().lake()).uri(),
            start(config, folder),
            journals(folder),
            found.known().newKeys(),
            isProductMissing(config, folder));
    var report = new RecoveryReport(found.recovered(), around);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(json ? report.json() + "\n" : report.text());
    out.flush();
  }

  /// A lake that is not in its usual place has to be named.
  private static String start(ServerConfig config, DataFolder folder) {
    var lake = config.export().lake();
    var usual = folder.path().resolve("lake").toAbsolutePath().normalize();
    return "./forktail serve --data "
        + folder.path()
        + (lake.equals(usual) ? "" : " --set lake.folder=" + lake);
  }

  private static boolean isProductMissing(ServerConfig config, DataFolder folder) {
    return config.experiments().product() instanceof ProductSettings.Embedded
        && !Files.exists(folder.product());
  }

  private static int journals(DataFolder folder) throws IOException {
    if (!Files.isDirectory(folder.journals())) {
      return 0;
    }
    try (var journals = Files.list(folder.journals())) {
      return (int) journals.filter(Files::isDirectory).count();
    }
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
