package dev.forktail.postgres.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.query.SqlView;
import dev.forktail.engine.query.SqlViews;
import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The catalogued views in the table `sql_view`. Who adds or drops holds the table, so that nothing
/// that it reads goes meanwhile; readers do not wait.
public final class PostgresSqlViews implements SqlViews {
  private static final String HOLD = "LOCK TABLE sql_view IN SHARE ROW EXCLUSIVE MODE";
  private static final String LIST = "SELECT name, sql FROM sql_view WHERE project = ? ORDER BY id";
  private static final String ADD =
      "INSERT INTO sql_view (project, name, sql, reads) VALUES (?, ?, ?, ?)";
  private static final String READER =
      "SELECT name FROM sql_view WHERE project = ? AND ? = ANY (reads) LIMIT 1";
  private static final String DROP = "DELETE FROM sql_view WHERE project = ? AND name = ?";

  private final PostgresDatabase database;

  public PostgresSqlViews(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public List<SqlView> list(ProjectId project) {
    return database.call("list views", connection -> list(connection, project));
  }

  private static List<SqlView> list(Connection connection, ProjectId project) throws SQLException {
    try (var statement = connection.prepareStatement(LIST)) {
      statement.setInt(1, project.value());
      try (var rows = statement.executeQuery()) {
        var views = new ArrayList<SqlView>();
        while (rows.next()) {
          views.add(new SqlView(rows.getString(1), rows.getString(2)));
        }
        return views;
      }
    }
  }

  @Override
  public Answer add(ProjectId project, SqlView view, Set<String> reads) {
    return database.transact(
        "add the view " + view.name(),
        connection -> {
          hold(connection);
          var present = list(connection, project);
          var obstacle = obstacle(present, view, reads);
          if (obstacle.isPresent()) {
            return obstacle.get();
          }
          try (var statement = connection.prepareStatement(ADD)) {
            statement.setInt(1, project.value());
            statement.setString(2, view.name());
            statement.setString(3, view.sql());
            statement.setObject(4, reads.toArray(String[]::new));
            statement.executeUpdate();
          }
          return new Answer.Done();
        });
  }

  private static Optional<Answer> obstacle(List<SqlView> present, SqlView view, Set<String> reads) {
    for (var other : present) {
      if (other.name().equals(view.name())) {
        return Optional.of(
            other.equals(view)
                ? new Answer.Known()
                : new Answer.Refused(
                    "There is another view of this name, which never changes: drop it first."));
      }
    }
    var names = present.stream().map(SqlView::name).toList();
    if (!names.containsAll(reads)) {
      return Optional.of(new Answer.Refused("A view that it reads was dropped meanwhile."));
    }
    return present.size() < VIEWS_MAX
        ? Optional.empty()
        : Optional.of(
            new Answer.Refused("There are " + VIEWS_MAX + " views, which are all there can be."));
  }

  @Override
  public Answer drop(ProjectId project, String name) {
    return database.transact(
        "drop the view " + name,
        connection -> {
          hold(connection);
          var reader = findReader(connection, project, name);
          if (reader.isPresent()) {
            return new Answer.Refused(
                "The view %s reads it: drop that first.".formatted(reader.get()));
          }
          try (var statement = connection.prepareStatement(DROP)) {
            statement.setInt(1, project.value());
            statement.setString(2, name);
            return statement.executeUpdate() == 1 ? new Answer.Done() : new Answer.Missing();
          }
        });
  }

  private static Optional<String> findReader(Connection connection, ProjectId project, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(READER)) {
      statement.setInt(1, project.value());
      statement.setString(2, name);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  private static void hold(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(HOLD);
    }
  }
}
