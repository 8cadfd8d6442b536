package dev.forktail.postgres;

import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Lines of an audit, in the order of columns that all audits share: version, at, who, what, note,
/// definition.
public final class AuditRows {
  private AuditRows() {}

  /// Sets the first seven parameters: the row whose version it is, then the columns of the line.
  public static void set(PreparedStatement statement, long row, AuditLine<String> line)
      throws SQLException {
    statement.setLong(1, row);
    statement.setLong(2, line.version());
    statement.setObject(3, SqlMoments.utc(line.change().at()));
    statement.setString(4, line.change().who());
    statement.setString(5, line.change().action().word());
    statement.setString(6, line.change().note());
    statement.setString(7, line.definition());
  }

  /// The lines of a result.
  ///
  /// @param definition reads a definition from its JSON
  public static <D> List<AuditLine<D>> lines(ResultSet rows, Function<String, D> definition)
      throws SQLException {
    var lines = new ArrayList<AuditLine<D>>();
    while (rows.next()) {
      lines.add(
          new AuditLine<>(rows.getLong(1), change(rows), definition.apply(rows.getString(6))));
    }
    return lines;
  }

  /// The change of the present row.
  public static Change change(ResultSet rows) throws SQLException {
    return new Change(
        rows.getString(3), SqlMoments.at(rows, 2), Action.of(rows.getString(4)), rows.getString(5));
  }
}
