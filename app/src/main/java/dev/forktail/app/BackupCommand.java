package dev.forktail.app;

import dev.forktail.app.backup.Backlog;
import dev.forktail.app.backup.LakeCopy;
import dev.forktail.app.experiments.CookieSettings;
import dev.forktail.app.experiments.ProductSettings;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.embedded.ClusterBackup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

/// Copies the data folder of a running server.
///
/// The lake first, as most of it is old; then the database, when all is stored that was
/// acknowledged before the command; then what has come to the lake since: so each file that the
/// database names is in the copy. None of these is deleted in between, for a file outlives the
/// longest query.
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copies the data folder of a running server: its databases as of the end of the copy, and",
      "the lake. Every event is in it that was acknowledged before the command began."
    },
    footer = {"", "Example:", "  ./forktail backup --data data --to /mnt/backup/monday"})
final class BackupCommand implements Callable<Integer> {
  private static final Duration STORED_MAX = Duration.ofMinutes(2);

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "The folder for the copy, which must not be there.")
  private Path to = Path.of("backup");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var config =
        ServerConfig.of(
            options.settings(Map.of()), false, Runtime.getRuntime().availableProcessors());
    if (Files.exists(to)) {
      throw new DataFolder.StartException(to + " is there already: choose another folder.");
    }
    if (config.database() instanceof ServerConfig.Database.Remote) {
      throw new DataFolder.StartException(
          "The event database is another server's: copy it with pg_basebackup, then the lake.");
    }
    var server = EventDatabase.findRunning(ServerFile.inData(config.data()));
    if (server.isEmpty()) {
      throw new DataFolder.StartException(
          "No server runs on %s: copy the folder itself (cp -a).".formatted(config.data()));
    }
    try (var database = PostgresDatabase.at(server.get())) {
      copy(config, database);
    }
    copyProduct(config);
    out().println("Copied to " + to + ".");
    out().flush();
    return 0;
  }

  private void copy(ServerConfig config, PostgresDatabase database) throws IOException {
    var began = Instant.now();
    var lake = new LakeCopy(config.export().lake(), to.resolve("lake"));
    say("Files of the lake: " + lake.run());
    awaitStored(config, began);
    ClusterBackup.copy(database, config.data().resolve("postgres"), to.resolve("postgres"));
    say("The database");
    say("Files that came to the lake meanwhile: " + lake.run());
    copyIfThere(KeyFile.in(config.data()));
    copyIfThere(config.data().resolve(CookieSettings.FILE));
  }

  private void copyIfThere(Path file) throws IOException {
    if (Files.exists(file)) {
      Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private void copyProduct(ServerConfig config) throws IOException {
    switch (config.experiments().product()) {
      case ProductSettings.Embedded _ -> {
        var running =
            EventDatabase.findRunning(ServerFile.ofProduct(config.data()))
                .orElseThrow(
                    () ->
                        new DataFolder.StartException(
                            "The product database does not run, see product in /health, so the copy is not whole: delete %s and try again."
                                .formatted(to)));
        try (var database = PostgresDatabase.at(running)) {
          ClusterBackup.copy(database, config.data().resolve("product"), to.resolve("product"));
        }
        say("The product database");
      }
      case ProductSettings.Remote _ ->
          say("The product database is another server's: copy it with pg_dump");
      case ProductSettings.None _ -> {}
    }
  }

  /// The journal is not copied: what waits in it has to be stored first.
  private void awaitStored(ServerConfig config, Instant began) throws IOException {
    var home = Path.of(System.getProperty("user.home"));
    var server = RunningServer.find(home, config.data());
    if (server.isEmpty()) {
      say("Another user runs the server: what it has not stored by now is not in the copy");
      return;
    }
    var backlog = new Backlog(server.get()::oldestAge, System::nanoTime);
    if (!backlog.awaitStored(STORED_MAX)) {
      throw new DataFolder.StartException(
          "The server is behind: what was acknowledged before %s is not all stored after %s. Look at /health, delete %s and try again."
              .formatted(began, STORED_MAX, to));
    }
  }

  private void say(String what) {
    Objects.requireNonNull(spec).commandLine().getErr().println("forktail: " + what);
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
