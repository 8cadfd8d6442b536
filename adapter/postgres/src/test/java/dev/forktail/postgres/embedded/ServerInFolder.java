package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/// A data folder of a test and the ways to start a server in it.
record ServerInFolder(Path folder) {
  /// Kept between runs, since unpacking takes seconds.
  static final Path BINARIES = Path.of("target/postgres-binaries").toAbsolutePath();

  /// A folder that has a cluster already, which is quicker than creating one.
  static ServerInFolder withCluster(Path folder) {
    try {
      Files.createDirectories(folder);
      copy(Template.CLUSTER, folder.resolve("cluster"));
      return new ServerInFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Copies a file, or a folder with all in it.
  static void copy(Path from, Path to) throws IOException {
    try (var paths = Files.walk(from)) {
      for (var path : (Iterable<Path>) paths::iterator) {
        var copy = to.resolve(from.relativize(path).toString());
        Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static final class Template {
    static final Path CLUSTER = create();

    private static Path create() {
      var folder = Path.of("target/template").toAbsolutePath();
      FileTree.delete(folder);
      new ServerInFolder(folder).start().close();
      return folder.resolve("cluster");
    }
  }

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
            PostgresBinaries.unpackedIn(BINARIES), Privileges.detect(), data, settings)
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
