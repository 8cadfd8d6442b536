package dev.forktail.postgres.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/// A data folder of a test and the ways to start a server in it.
record ServerInFolder(Path folder) {
  /// Kept between runs, since unpacking takes seconds.
  static final Path BINARIES = Path.of("target/postgres-binaries");

  EmbeddedPostgres start() {
    return EmbeddedPostgres.start(config(0, Map.of()));
  }

  EmbeddedPostgres start(Map<String, String> settings) {
    return EmbeddedPostgres.start(config(0, settings));
  }

  EmbeddedPostgresConfig config(int port, Map<String, String> settings) {
    return new EmbeddedPostgresConfig(folder, BINARIES, port, settings);
  }

  /// A server without an object that watches over it: what a killed process of ours leaves behind.
  Postmaster startAndAbandon() {
    var data = dataFolder();
    var settings = ServerSettings.of(Map.of(), data);
    return new ServerStart(
            PostgresBinaries.unpackedIn(BINARIES.toAbsolutePath()),
            Privileges.detect(),
            data,
            settings)
        .on(0);
  }

  DataFolder dataFolder() {
    return DataFolder.of(folder);
  }

  Connection connect(Postmaster postmaster) throws SQLException {
    var superuser = new Superuser(postmaster.port(), dataFolder().readPassword());
    return DriverManager.getConnection(
        superuser.jdbcUrl("postgres"), Superuser.NAME, superuser.password());
  }

  static Connection connect(EmbeddedPostgres server) throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl("postgres"), server.user(), server.password());
  }

  static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static String ask(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection = connect(server)) {
      return ask(connection, sql);
    }
  }

  static void tell(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection = connect(server);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
