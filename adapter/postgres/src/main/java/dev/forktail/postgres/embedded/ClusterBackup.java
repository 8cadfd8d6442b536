package dev.forktail.postgres.embedded;

import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.SqlFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/// Copies the files of a running server, so that the copy is the database as it was when the copy
/// ended.
///
/// - **Contract.** What was committed before the call is in the copy. A server that is started on
///   it replays the log that is copied last, and needs nothing else.
/// - **Failure.** The copy is not to be used.
public final class ClusterBackup {
  /// Belongs to the server that runs, or is made anew by one that starts.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "postmaster.pid",
          "postmaster.opts",
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final String LOG = "pg_wal";

  private ClusterBackup() {}

  /// Copies the cluster in `postgres`, the folder of an [EmbeddedPostgres], whose server has
  /// `database`, into the folder `target`, which is the same for another one.
  public static void copy(PostgresDatabase database, Path postgres, Path target)
      throws IOException {
    var from = DataFolder.of(postgres).cluster();
    var to = DataFolder.of(target).cluster();
    try (var connection = database.connectForJob("forktail backup")) {
      keepLog(connection);
      run(connection, "SELECT pg_backup_start('forktail backup', true)");
      new FileCopy(from, to).copy(path -> !isLeftOut(from.relativize(path)));
      Files.writeString(to.resolve("backup_label"), end(connection));
      // The slot has kept every file of the log since before the start.
      new FileCopy(from.resolve(LOG), to.resolve(LOG)).copy(_ -> true);
      for (var folder : LEFT_OUT) {
        if (Files.isDirectory(from.resolve(folder))) {
          Files.createDirectories(to.resolve(folder));
        }
      }
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot copy the database", e);
    }
  }

  private static boolean isLeftOut(Path path) {
    String first = path.getName(0).toString();
    return LEFT_OUT.contains(first) || path.getFileName().toString().startsWith("pgsql_tmp");
  }

  /// Until the session ends.
  private static void keepLog(Connection connection) throws SQLException {
    run(
        connection,
        "SELECT pg_create_physical_replication_slot('forktail_backup_' || pg_backend_pid(), true,"
            + " true)");
  }

  private static String end(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
