package dev.forktail.engine.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.engine.rollup.DimensionCount;
import dev.forktail.engine.rollup.DimensionQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Counts by statements over the tables that hold all ages: hours and days of names from their
/// rollups, all else from the events themselves.
final class PastCounts {
  private static final JsonFactory JSON = new JsonFactory();

  private final SqlQueries queries;
  private final SqlLimits limits;

  PastCounts(SqlQueries queries, SqlLimits limits) {
    this.queries = queries;
    this.limits = limits;
  }

  List<Count> counts(CountQuery query) {
    return rows(
        query.project(),
        sql(query),
        (bucket, row) ->
            new Count(bucket, row.nextTextValue(), row.nextTextValue(), row.nextLongValue(0)));
  }

  List<DimensionCount> counts(DimensionQuery query) {
    return rows(
        query.project(),
        sql(query),
        (bucket, row) -> new DimensionCount(bucket, row.nextTextValue(), row.nextLongValue(0)));
  }

  private interface Row<T> {
    T read(Instant bucket, JsonParser row) throws IOException;
  }

  private <T> List<T> rows(ProjectId project, String sql, Row<T> row) {
    var out = new ByteArrayOutputStream();
    var answer = queries.answer(new SqlQuestion(project, sql, ResultFormat.JSON, limits), out);
    if (answer.outcome().truncated()) {
      throw new SqlException.TooExpensive(
          "More than %d counts: ask for one name, less time or a larger unit."
              .formatted(limits.rowsMax()));
    }
    try {
      return read(out.toByteArray(), row);
    } catch (IOException e) {
      throw new UncheckedIOException("Not rows of counts", e);
    }
  }

  private static String sql(CountQuery query) {
    return """
    SELECT epoch_us(%1$s), name, source, %2$s::BIGINT FROM %3$s
    WHERE %4$s >= TIMESTAMPTZ '%5$s' AND %4$s < TIMESTAMPTZ '%6$s'%7$s
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    """
        .formatted(
            query.unit() == ChronoUnit.MINUTES ? "date_trunc('minute', occurred)" : "start",
            query.unit() == ChronoUnit.MINUTES ? "count(*)" : "sum(events)",
            table(query.unit()).text(),
            table(query.unit()).time().name(),
            ceil(query.from(), query.unit()),
            query.to(),
            query.name() == null ? "" : " AND name = " + SqlText.quoted(query.name()));
  }

  private static String sql(DimensionQuery query) {
    return """
    SELECT epoch_us(date_trunc('%1$s', occurred)), %2$s, count(*) FROM events
    WHERE occurred >= TIMESTAMPTZ '%3$s' AND occurred < TIMESTAMPTZ '%4$s' AND %2$s IS NOT NULL
    GROUP BY 1, 2 ORDER BY 1, 2
    """
        .formatted(
            switch (query.unit()) {
              case MINUTES -> "minute";
              case HOURS -> "hour";
              default -> "day";
            },
            query.dimension().text(),
            ceil(query.from(), query.unit()),
            ceil(query.to(), query.unit()));
  }

  /// Only buckets that begin within the time are asked for.
  private static Instant ceil(Instant moment, ChronoUnit unit) {
    Instant begun = moment.truncatedTo(unit);
    return begun.equals(moment) ? moment : begun.plus(1, unit);
  }

  private static TableName table(ChronoUnit unit) {
    return switch (unit) {
      case HOURS -> TableName.ROLLUP_HOUR;
      case DAYS -> TableName.ROLLUP_DAY;
      default -> TableName.EVENTS;
    };
  }

  /// Rows of `[bucket, …]`.
  private static <T> List<T> read(byte[] json, Row<T> row) throws IOException {
    var rows = new ArrayList<T>();
    try (var parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        var bucket = Instant.EPOCH.plus(parser.nextLongValue(0), ChronoUnit.MICROS);
        rows.add(row.read(bucket, parser));
        parser.nextToken();
      }
    }
    return rows;
  }
}
