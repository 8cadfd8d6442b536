package dev.forktail.app;

import dev.forktail.app.ServerConfig.Database;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.embedded.EmbeddedPostgres;
import dev.forktail.postgres.embedded.EmbeddedPostgresConfig;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/// The PostgreSQL that holds the events, ours or somebody else's.
///
/// @param identity the same string at every start with the same database
record Storage(PostgresDatabase database, PostgresConfig connection, String identity) {
  private static final String NAME = "forktail";
  private static final String EMBEDDED = "embedded";

  /// Starts the embedded server if it is the one. Somebody else's may be away.
  ///
  /// @param binaries where unpacked PostgreSQL binaries are kept for all servers of this user
  static Storage at(Database where, DataFolder folder, Path binaries, Shutdown shutdown) {
    return switch (where) {
      case Database.Embedded(var settings) -> {
        var config = new EmbeddedPostgresConfig(folder.postgres(), binaries, 0, settings);
        var server = shutdown.add("embedded PostgreSQL", EmbeddedPostgres.start(config));
        server.createDatabase(NAME);
        yield at(
            PostgresConfig.standard(server.jdbcUrl(NAME), server.user(), server.password()),
            EMBEDDED,
            new BackgroundPriority(),
            shutdown);
      }
      case Database.Remote(var url, var user, var password) ->
          at(PostgresConfig.standard(url, user, password), url, _ -> {}, shutdown);
    };
  }

  /// @param background see [PostgresDatabase#at(PostgresConfig, LongConsumer)]
  private static Storage at(
      PostgresConfig connection, String identity, LongConsumer background, Shutdown shutdown) {
    var database = shutdown.add("event database", PostgresDatabase.at(connection, background));
    return new Storage(database, connection, identity);
  }
}
