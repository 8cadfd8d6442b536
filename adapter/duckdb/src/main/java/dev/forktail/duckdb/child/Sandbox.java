package dev.forktail.duckdb.child;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The second wall around statements of users, should the check of the statement have a hole.
final class Sandbox {
  private Sandbox() {}

  /// From now on DuckDB reaches these files and those in its folder for temporary ones, no other
  /// file, no network and no extension, and no setting can be changed any more.
  static void close(Database database, Collection<Path> files) throws SQLException {
    String paths =
        Stream.concat(files.stream(), Stream.of(Database.NOWHERE))
            .map(file -> Sql.text(file.toString()))
            .collect(Collectors.joining(", "));
    database.execute("SET allowed_paths = [" + paths + "]::VARCHAR[]");
    database.execute("SET enable_external_access = false");
    database.execute("SET lock_configuration = true");
  }
}
