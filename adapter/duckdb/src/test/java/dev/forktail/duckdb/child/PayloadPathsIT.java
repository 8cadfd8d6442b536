package dev.forktail.duckdb.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.duckdb.wire.ChildSettings;
import dev.forktail.engine.query.SqlOutcome.ResultColumn;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadPathsIT {
  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() throws SQLException {
    database =
        Database.open(new ChildSettings(128L << 20, 1, folder, 1L << 30), new Job(new byte[0]));
    database.execute(
        """
        CREATE VIEW events AS
        SELECT *, TRY(json_extract(payload, '$.properties')) AS properties,
          TRY(json_extract(payload, '$.context')) AS context
        FROM (VALUES
          ('a', '{"properties":{"n":5,"x y":"Ä","o":{"k":[1,2]},"nil":null,"0":"zero","a.b":"dot"}}'),
          ('b', '{"properties":{"n":"5"},"context":{"n":"ctx"}}'),
          ('c', '{"properties":[1]}'), ('d', '{"event":"x"}'), ('e', 'no JSON at all'))
          AS rows(name, payload)
        """);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT properties->>'n' FROM events | ($.properties.\"n\")",
        "SELECT name, Properties ->> 'x y' AS v FROM events e WHERE e.context->>'n' IS NULL"
            + " | ($.properties.\"x y\")($.context.\"n\")",
        "SELECT 'ä', properties->>'o', properties->>'nil' FROM events; -- all"
            + " | ($.properties.\"o\")($.properties.\"nil\")",
        "SELECT properties->>'0' AS z, count(*) FROM events GROUP BY 1 HAVING count(*) > 0"
            + " ORDER BY properties->>'0' | ($.properties.\"0\")($.properties.\"0\")",
        "SELECT (properties->>'n')::INT + 1 FROM events WHERE name = 'a' | ($.properties.\"n\")",
        "SELECT max(properties->>'a.b') FILTER (WHERE properties->>'n' = '5') FROM events"
            + " | ($.properties.\"a.b\")($.properties.\"n\")",
        "WITH v AS (SELECT properties->>'n' AS n FROM events) SELECT n, count(*) FROM v GROUP BY n"
            + " | ($.properties.\"n\")",
        "SELECT properties->>'n' FROM events UNION ALL SELECT context->>'n' FROM events"
            + " | ($.properties.\"n\")($.context.\"n\")"
      })
  void aPropertyIsTakenOutOfThePayloadInOneStep(String sql, String paths) throws SQLException {
    String shortened = PayloadPaths.shortened(sql, database);

    var found = new StringBuilder();
    var matcher = Pattern.compile("payload, '([^']+)'\\)\\)").matcher(shortened);
    while (matcher.find()) {
      found.append('(').append(matcher.group(1)).append(')');
    }
    assertThat(found).hasToString(paths);
    assertThat(shortened.toLowerCase(Locale.ROOT)).doesNotContain("->>");
    assertSameRows(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT properties->>'$.n' FROM events",
        "SELECT properties->>'/n' FROM events",
        "SELECT properties->>'*' FROM events",
        "SELECT properties->>0 FROM events",
        "SELECT properties->'o'->>'k' FROM events",
        "SELECT e->>'n' FROM (SELECT properties AS e FROM events)",
        "SELECT properties->>'n' FROM (SELECT properties FROM events)",
        "WITH events AS (SELECT '{\"n\":1}'::JSON AS properties) SELECT properties->>'n' FROM"
            + " events",
        "SELECT properties->>'n' FROM events e(name, properties)",
        "SELECT name AS payload, properties->>'n' FROM events",
        "SELECT a.properties->>'n' FROM events a JOIN events b USING (name)",
        "SELECT (SELECT events.properties->>'n') FROM events",
        "SELECT 'properties->>''n''' FROM events -- properties->>'n'"
      })
  void whatMightBeSomethingElseStaysAsItIs(String sql) throws SQLException {
    assertThat(PayloadPaths.shortened(sql, database)).isEqualTo(sql);
  }

  @Test
  void aStatementThatNeedsThePropertiesThemselvesStaysAsItIs() throws SQLException {
    assertSameRows("SELECT properties, properties->>'n' FROM events GROUP BY properties");
  }

  /// As a view it has the names, the types and the rows that it has by itself.
  private void assertSameRows(String sql) throws SQLException {
    String plain = sql.replaceAll("; -- all$", "");
    var columns = StatementView.create("shown", sql, database);

    assertThat(columns).isEqualTo(columnsOf("(" + plain + ")"));
    assertThat(rows("shown")).isEqualTo(rows("(" + plain + ")")).isNotEmpty();
  }

  private List<?> columnsOf(String table) throws SQLException {
    return database.rows(
        "DESCRIBE SELECT * FROM " + table,
        row -> new ResultColumn(row.getString(1), row.getString(2)));
  }

  private List<String> rows(String table) throws SQLException {
    return database
        .rows("SELECT shown::VARCHAR FROM " + table + " AS shown", row -> row.getString(1))
        .stream()
        .sorted(Comparator.nullsFirst(Comparator.naturalOrder()))
        .toList();
  }
}
