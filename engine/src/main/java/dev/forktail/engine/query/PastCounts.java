package dev.forktail.engine.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Counts by statements over the tables that hold all ages: hours and days from their rollups,
/// minutes from the events themselves.
final class PastCounts {
  private static final JsonFactory JSON = new JsonFactory();

  private final SqlQueries queries;
  private final SqlLimits limits;

  PastCounts(SqlQueries queries, SqlLimits limits) {
    this.queries = queries;
    this.limits = limits;
  }

  List<Count> counts(CountQuery query) {
    var out = new ByteArrayOutputStream();
    var answer =
        queries.answer(
            new SqlQuestion(query.project(), sql(query), ResultFormat.JSON, limits), out);
    if (answer.outcome().truncated()) {
      throw new SqlException.TooExpensive(
          "More than %d counts: ask for one name, less time or a larger unit."
              .formatted(limits.rowsMax()));
    }
    try {
      return read(out.toByteArray());
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
            firstBucket(query.from(), query.unit()),
            query.to(),
            query.name() == null ? "" : " AND name = " + quoted(query.name()));
  }

  /// Only buckets that begin within the time are asked for.
  private static Instant firstBucket(Instant from, ChronoUnit unit) {
    Instant begun = from.truncatedTo(unit);
    return begun.equals(from) ? from : begun.plus(1, unit);
  }

  private static TableName table(ChronoUnit unit) {
    return switch (unit) {
      case HOURS -> TableName.ROLLUP_HOUR;
      case DAYS -> TableName.ROLLUP_DAY;
      default -> TableName.EVENTS;
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /// Rows of `[bucket, name, source, events]`.
  private static List<Count> read(byte[] json) throws IOException {
    var counts = new ArrayList<Count>();
    try (var parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        var bucket = Instant.EPOCH.plus(parser.nextLongValue(0), ChronoUnit.MICROS);
        String name = parser.nextTextValue();
        String source = parser.nextTextValue();
        counts.add(new Count(bucket, name, source, parser.nextLongValue(0)));
        parser.nextToken();
      }
    }
    return counts;
  }
}
