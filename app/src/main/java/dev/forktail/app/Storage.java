package dev.forktail.app;

import dev.forktail.app.ServerConfig.Database;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.embedded.EmbeddedPostgres;
import dev.forktail.postgres.embedded.EmbeddedPostgresConfig;
import java.nio.file.Path;
import java.time.Instant;

/// The PostgreSQL that holds the events, ours or somebody else's, with its schema up to date.
record Storage(PostgresDatabase database, PostgresConfig connection) {
  private static final String NAME = "forktail";

  /// Starts the embedded server if it is the one, and opens the event database.
  ///
  /// @param binaries where unpacked PostgreSQL binaries are kept for all servers of this user
  static Storage open(
      Database where, DataFolder folder, Path binaries, Instant now, Shutdown shutdown) {
    var connection =
        switch (where) {
          case Database.Embedded(var settings) -> {
            var config = new EmbeddedPostgresConfig(folder.postgres(), binaries, 0, settings);
            var server = shutdown.add("embedded PostgreSQL", EmbeddedPostgres.start(config));
            server.createDatabase(NAME);
            yield PostgresConfig.standard(server.jdbcUrl(NAME), server.user(), server.password());
          }
          case Database.Remote(var url, var user, var password) ->
              PostgresConfig.standard(url, user, password);
        };
    return new Storage(
        shutdown.add("event database", PostgresDatabase.open(connection, now)), connection);
  }
}
