package dev.forktail.postgres.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Which names have counters of their own, once not all of them have.
///
/// @param dimension whose values they are; 0: of events
/// @param max how many have
record CountedNames(PostgresDatabase database, int dimension, int max) {
  Optional<Set<String>> find(ProjectId project) {
    var names = database.call("look up names", connection -> names(connection, project));
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  private Set<String> names(Connection connection, ProjectId project) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql(project))) {
      var names = new HashSet<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  private String sql(ProjectId project) {
    return """
    SELECT name FROM rollup_name WHERE project = %1$d AND dimension = %2$d AND EXISTS (
      SELECT FROM rollup_name_count
      WHERE project = %1$d AND dimension = %2$d AND names >= %3$d)
    """
        .formatted(project.value(), dimension, max);
  }
}
