package dev.forktail.app;

import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The event database of a data folder for another command, whether its server runs or not.
final class EventDatabase {
  private EventDatabase() {}

  /// Reaches it through its server, or starts it until `shutdown` is closed.
  static PostgresDatabase of(ServerConfig config, Shutdown shutdown) {
    var running = findRunning(ServerFile.inData(config.data()));
    if (running.isPresent()) {
      return shutdown.add("event database", PostgresDatabase.open(running.get(), Instant.now()));
    }
    var folder =
        shutdown.add("data folder", DataFolder.open(config.data(), ProcessHandle.current().pid()));
    var binaries = Path.of(System.getProperty("user.home")).resolve(".cache/forktail");
    var database = Storage.at(config.database(), folder, binaries, shutdown).database();
    database.prepare(Instant.now());
    return database;
  }

  /// The database that `file` tells of, if the server that has the data folder right now wrote it.
  static Optional<PostgresConfig> findRunning(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var server = ServerFile.read(file);
      return server.isRunning() ? Optional.of(server.database()) : Optional.empty();
    } catch (IOException e) {
      throw new DataFolder.StartException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
