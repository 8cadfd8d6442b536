package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/// A program that starts a server, asks it something, and stops it.
final class StartOnce {
  private StartOnce() {}

  /// Writes what it saw to the file `answer` in the data folder.
  ///
  /// @param arguments the data folder, the folder of the binaries
  static void main(String[] arguments) throws IOException, SQLException {
    var folder = Path.of(arguments[0]);
    var binaries = Path.of(arguments[1]);
    var config = new EmbeddedPostgresConfig(folder, binaries, 0, Map.of());
    try (var server = EmbeddedPostgres.start(config)) {
      var fsync = ServerInFolder.ask(server, "SHOW fsync");
      var way = Privileges.detect().kind();
      Files.writeString(folder.resolve("answer"), "way=%s fsync=%s".formatted(way, fsync));
    }
  }
}
