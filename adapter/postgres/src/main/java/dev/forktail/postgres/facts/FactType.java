package dev.forktail.postgres.facts;

import dev.forktail.engine.export.ColumnType;
import java.util.regex.Pattern;

/// The types that columns of facts have. What the product database calls otherwise (a domain, an
/// enum, the type of an extension) is kept as its text, which needs nothing on this side.
enum FactType {
  SMALLINT("smallint", ColumnType.INTEGER, "%s::integer"),
  INTEGER("integer", ColumnType.INTEGER, "%s"),
  BIGINT("bigint", ColumnType.LONG, "%s"),
  BOOLEAN("boolean", ColumnType.BOOLEAN, "%s"),
  REAL("real", ColumnType.DOUBLE, "%s::double precision"),
  DOUBLE("double precision", ColumnType.DOUBLE, "%s"),
  NUMERIC("numeric", ColumnType.DOUBLE, "%s::double precision"),
  DATE("date", ColumnType.STRING, "%s::text"),
  TIMESTAMP(
      "timestamp without time zone",
      ColumnType.TIMESTAMP,
      "CASE WHEN isfinite(%1$s) THEN %1$s AT TIME ZONE 'UTC' END"),
  TIMESTAMPTZ(
      "timestamp with time zone", ColumnType.TIMESTAMP, "CASE WHEN isfinite(%1$s) THEN %1$s END"),
  UUID("uuid", ColumnType.STRING, "%s::text"),
  JSON("json", ColumnType.STRING, "%s::text"),
  JSONB("jsonb", ColumnType.STRING, "%s::text"),
  TEXT("text", ColumnType.STRING, "%s");

  private static final Pattern MODIFIER = Pattern.compile("\\([0-9,-]*\\)");

  private final String sql;
  private final ColumnType shown;
  private final String reading;

  FactType(String sql, ColumnType shown, String reading) {
    this.sql = sql;
    this.shown = shown;
    this.reading = reading;
  }

  /// That of a column which the product database says is a `declared`: `numeric(10,2)`.
  static FactType of(String declared) {
    String name = MODIFIER.matcher(declared).replaceFirst("");
    for (var type : values()) {
      if (type.sql.equals(name)) {
        return type;
      }
    }
    return TEXT;
  }

  /// Its name in PostgreSQL.
  String sql() {
    return sql;
  }

  /// What statements see.
  ColumnType shown() {
    return shown;
  }

  /// The expression that makes what statements see of the column of that name, quoted.
  String read(String column) {
    return reading.formatted(column);
  }
}
