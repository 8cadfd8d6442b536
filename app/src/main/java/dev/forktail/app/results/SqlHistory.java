package dev.forktail.app.results;

import dev.forktail.engine.experiment.Exposures;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlLimits;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.query.SqlQuestion;
import dev.forktail.engine.query.SqlText;
import dev.forktail.engine.result.plan.History;
import dev.forktail.engine.result.plan.ResultPlans.StoredEvent;
import dev.forktail.engine.result.plan.StoredEvents;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;

/// Reads what was stored before by SQL, wherever it is by now: some thousand events of some slices
/// at a time, of more slices the fewer events there are.
///
/// - **Threads.** For one at a time.
final class SqlHistory implements StoredEvents {
  private static final int ROWS_MAX = 10_000;
  private static final long BYTES_MAX = 256L << 20;
  private static final long SLICES_MIN = 60;
  private static final long SLICES_MAX = 1L << 40;
  private static final SqlLimits LIMITS =
      new SqlLimits(Duration.ofMinutes(10), ROWS_MAX, BYTES_MAX);

  private final SqlQueries queries;
  private long slices = SLICES_MIN;

  SqlHistory(SqlQueries queries) {
    this.queries = queries;
  }

  @Override
  public Part next(History history) {
    long until = Math.min(history.to(), history.next() + slices);
    var out = new ByteArrayOutputStream();
    queries.answer(
        new SqlQuestion(history.project(), sql(history, until), ResultFormat.NDJSON, LIMITS), out);
    var events =
        StoredRow.read(history.project(), out.toByteArray()).stream()
            .map(row -> new StoredEvent(row.event(), row.slice()))
            .toList();
    if (events.size() < ROWS_MAX) {
      slices = events.size() < ROWS_MAX / 8 ? Math.min(SLICES_MAX, slices * 4) : slices;
      return new Part(events, history.at(until, ""));
    }
    slices = Math.max(SLICES_MIN, slices / 4);
    return new Part(events, after(history, events));
  }

  private static History after(History history, List<StoredEvent> events) {
    var last = events.getLast();
    return history.at(last.slice(), last.event().messageId());
  }

  private static String sql(History history, long until) {
    return """
    SELECT type, name, user_id, anonymous_id, epoch_us(occurred) AS occurred, slice, source,
      message_id, bot, browser, country, channel, device, library, payload
    FROM events
    WHERE %s AND slice < %d AND (slice > %d OR (slice = %d AND message_id > %s))
    ORDER BY slice, message_id LIMIT %d
    """
        .formatted(
            history.isOfNames()
                ? """
                user_id IS NOT NULL AND anonymous_id IS NOT NULL
                  AND (type IN ('identify', 'alias') OR name = %s)\
                """
                    .formatted(SqlText.quoted(Exposures.EVENT))
                : "name = " + SqlText.quoted(history.event()),
            until,
            history.next(),
            history.next(),
            SqlText.quoted(history.nextMessage()),
            ROWS_MAX);
  }
}
