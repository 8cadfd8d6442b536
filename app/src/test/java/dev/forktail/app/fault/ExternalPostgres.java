package dev.forktail.app.fault;

import dev.forktail.postgres.PostgresConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server that the server under test does not look after: the system's newest one, or
/// else the one that Forktail brings along.
final class ExternalPostgres {
  private static final Path SYSTEM = Path.of("/usr/lib/postgresql");
  private static final String USER = "forktail";
  private static final String NOBODY = "65534";

  private final Path cluster;
  private final Path log;
  private final Path programs;
  private final int port = Workshop.freePort();
  private @Nullable Process postmaster;

  private ExternalPostgres(Path folder, Path programs) {
    this.cluster = folder.resolve("cluster");
    this.log = folder.resolve("postgres.log");
    this.programs = programs;
  }

  /// A new, empty server below `folder`, running; the workshop ends it.
  static ExternalPostgres in(Path folder, Workshop workshop) {
    var server = new ExternalPostgres(folder, programs(workshop));
    workshop.atEnd(server::kill);
    if (Shell.isRoot()) {
      Shell.must("chown", NOBODY + ":" + NOBODY, folder.toString());
    }
    server.must(
        "initdb",
        "-D",
        server.cluster.toString(),
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C");
    return server.start();
  }

  int port() {
    return port;
  }

  /// The settings that lead the server under test here, by way of `viaPort`.
  String[] settings(int viaPort) {
    return new String[] {"postgres.url=" + url(viaPort), "postgres.user=" + USER};
  }

  /// How a test reaches it as the server under test does.
  PostgresConfig config() {
    return PostgresConfig.standard(url(port), USER, "");
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(port), USER, "");
  }

  /// Starts it and returns when it takes connections.
  ExternalPostgres start() {
    var command =
        command(
            "postgres",
            List.of(
                "-D",
                cluster.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_wal_size=2GB"));
    try {
      postmaster =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Await.until(Duration.ofSeconds(60), this::takesConnections)) {
      throw new IllegalStateException("PostgreSQL did not start; see " + log);
    }
    return this;
  }

  /// Ends it at once, as a crash would: no checkpoint, no farewell.
  void crash() {
    var process = postmaster;
    if (process == null) {
      return;
    }
    Shell.signal("QUIT", List.of(process.pid()));
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void kill() {
    PostgresProcesses.kill(cluster);
  }

  private boolean takesConnections() throws SQLException {
    try (var connection = connect()) {
      return connection.isValid(2);
    }
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=disable&gssEncMode=disable"
        .formatted(port);
  }

  private void must(String program, String... arguments) {
    Shell.must(command(program, List.of(arguments)).toArray(String[]::new));
  }

  /// PostgreSQL's programs refuse to run as root.
  private List<String> command(String program, List<String> arguments) {
    var command = new ArrayList<String>();
    if (Shell.isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY));
      command.addAll(List.of("--clear-groups", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  private static Path programs(Workshop workshop) {
    return newestIn(SYSTEM, "[0-9]+").orElseGet(() -> broughtAlong(workshop)).resolve("bin");
  }

  /// A copy, since what lies in a home folder is not everybody's to run.
  private static Path broughtAlong(Workshop workshop) {
    var cache = Path.of(System.getProperty("user.home"), ".cache", "forktail");
    var unpacked =
        newestIn(cache, "postgres-.*")
            .orElseThrow(() -> new IllegalStateException("Forktail was never started here"));
    var copy = workshop.folder("programs");
    Shell.must("cp", "-r", unpacked + "/.", copy.toString());
    return copy;
  }

  private static Optional<Path> newestIn(Path folder, String name) {
    try (Stream<Path> entries = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches(name))
          .filter(entry -> Files.isExecutable(entry.resolve("bin/postgres")))
          .max(Path::compareTo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
