package dev.forktail.app.results;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlLimits;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.query.SqlQuestion;
import dev.forktail.engine.query.SqlText;
import dev.forktail.engine.result.Forgetting;
import dev.forktail.engine.result.recount.ValueRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/// Forgets people together with the visitors that they were, by all events that are stored.
public final class PersonForgetting implements Forgetting {
  private static final Duration TIME_MAX = Duration.ofMinutes(2);
  private static final long BYTES_MAX = 64L << 20;

  private final SqlQueries queries;
  private final Forgetting units;

  /// @param units forgets who is named
  public PersonForgetting(SqlQueries queries, Forgetting units) {
    this.queries = queries;
    this.units = units;
  }

  @Override
  public int forget(ProjectId project, Collection<String> ids) {
    var all = new LinkedHashSet<>(ids);
    ids.forEach(id -> addVisitors(project, id, all));
    return units.forget(project, all);
  }

  private void addVisitors(ProjectId project, String user, Set<String> ids) {
    var sql =
        "SELECT DISTINCT anonymous_id FROM events WHERE user_id = %s AND anonymous_id IS NOT NULL"
            .formatted(SqlText.quoted(user));
    var limits = new SqlLimits(TIME_MAX, Long.MAX_VALUE, BYTES_MAX);
    try (var rows = new ValueRows(1, (row, _) -> ids.add(Objects.requireNonNull(row[0])))) {
      var _ = queries.answer(new SqlQuestion(project, sql, ResultFormat.JSON, limits), rows);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the visitors of a user", e);
    }
  }
}
