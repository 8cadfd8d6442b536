package dev.forktail.postgres.embedded;

import java.sql.SQLException;

/// A PostgreSQL server in a folder of ours. What it has committed survives kill -9 and power loss.
///
/// - **Contract.** One object per data folder at a time; the caller sees to that. A server left
///   running by a killed process is taken over. While the object is open, a server that dies is
///   started again on the same port within seconds, with another [#pid].
/// - **Failure.** [EmbeddedPostgresException], from `start` and `createDatabase`.
/// - **Access.** Only from this machine, only with the password.
/// - **Threads.** Safe for concurrent use. One thread of its own watches the server.
public final class EmbeddedPostgres implements AutoCloseable {
  private final DataFolder folder;
  private final Superuser superuser;
  private final ServerWatch watch;

  private EmbeddedPostgres(DataFolder folder, Superuser superuser, ServerWatch watch) {
    this.folder = folder;
    this.superuser = superuser;
    this.watch = watch;
  }

  /// Returns when the server takes connections: at once if it is running, after a second if it must
  /// be created, after its recovery if it had crashed.
  public static EmbeddedPostgres start(EmbeddedPostgresConfig config) {
    return start(config, Privileges.detect());
  }

  static EmbeddedPostgres start(EmbeddedPostgresConfig config, Privileges privileges) {
    var binaries = PostgresBinaries.unpackedIn(config.binariesFolder());
    var folder = DataFolder.of(config.dataFolder());
    var settings = ServerSettings.of(config.settings(), folder);
    var start = new ServerStart(binaries, privileges, folder, settings);
    var postmaster = start.on(config.port());
    var superuser = new Superuser(postmaster.port(), folder.readPassword());
    return new EmbeddedPostgres(folder, superuser, ServerWatch.of(start, postmaster));
  }

  /// The address of a database of this server; the one named `postgres` is always there.
  public String jdbcUrl(String database) {
    return superuser.jdbcUrl(database);
  }

  /// The superuser.
  public String user() {
    return Superuser.NAME;
  }

  public String password() {
    return superuser.password();
  }

  public int port() {
    return superuser.port();
  }

  /// The process that all others of the server come from; another one after a restart.
  public long pid() {
    return watch.postmaster().pid();
  }

  /// Creates an empty database, if there is none of that name.
  public void createDatabase(String name) {
    try {
      superuser.createDatabase(name);
    } catch (SQLException e) {
      throw new EmbeddedPostgresException(
          "Cannot create the database %s in %s: %s"
              .formatted(name, folder.cluster(), e.getMessage()),
          e);
    }
  }

  /// Stops the server: its sessions are ended, its data is checkpointed. Does nothing the second
  /// time.
  @Override
  public void close() {
    watch.close();
  }
}
