package dev.forktail.duckdb.child;

import dev.forktail.engine.imports.Fault;
import dev.forktail.engine.imports.ImportLetter;
import dev.forktail.engine.imports.ImportPart;
import dev.forktail.engine.imports.Survey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// The mapped rows in a work folder.
record MappedFiles(String work, Database database) {
  /// What an event takes in memory besides its payload, about.
  private static final int EVENT_BYTES = 300;

  static String rows(String work) {
    return Path.of(work).resolve("rows.parquet").toString();
  }

  static String unreadable(String work) {
    return Path.of(work).resolve("unreadable.parquet").toString();
  }

  /// All rows, as a table.
  static String all(String work) {
    return "read_parquet(" + Sql.text(Path.of(work).resolve("*.parquet").toString()) + ")";
  }

  Survey survey() throws SQLException {
    String days =
        """
        SELECT day, count(*), sum(strlen(payload) + %d)::BIGINT FROM %s WHERE fault IS NULL
        GROUP BY day ORDER BY day
        """
            .formatted(EVENT_BYTES, all(work));
    String refused =
        "SELECT fault, count(*), min(number) FROM %s WHERE fault IS NOT NULL GROUP BY 1 ORDER BY 1"
            .formatted(all(work));
    return new Survey(
        database.rows(days, row -> new Survey.Day(row.getInt(1), row.getLong(2), row.getLong(3))),
        database.rows(
            refused,
            row ->
                new Survey.Refused(
                    Fault.valueOf(row.getString(1)), row.getLong(2), row.getLong(3))));
  }

  List<String> sample(int max) throws SQLException {
    String sql =
        """
        SELECT json_object('name', name, 'occurred', occurred, 'user_id', user_id,
          'anonymous_id', anonymous_id, 'message_id', message_id, 'source', source,
          'payload', json(payload))::VARCHAR
        FROM %s WHERE fault IS NULL ORDER BY number LIMIT %d
        """
            .formatted(all(work), max);
    return database.rows(sql, row -> row.getString(1));
  }

  List<ImportLetter> letters(ImportPart.Letters part) throws SQLException {
    String sql =
        """
        SELECT number, fault, detail, source, raw FROM %s WHERE fault IS NOT NULL
        ORDER BY number, fault, raw LIMIT %d OFFSET %d
        """
            .formatted(all(work), part.rows(), part.first());
    return database.rows(
        sql,
        row ->
            new ImportLetter(
                row.getLong(1),
                Fault.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5)));
  }
}
