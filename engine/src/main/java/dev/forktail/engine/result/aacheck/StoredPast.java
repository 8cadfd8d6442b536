package dev.forktail.engine.result.aacheck;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.query.EventSnapshots;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlLimits;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.query.SqlQuestion;
import dev.forktail.engine.result.live.Dimensions;
import dev.forktail.engine.result.live.Observation;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.recount.RawEvents;
import dev.forktail.engine.result.recount.RecountProgress;
import dev.forktail.engine.result.recount.ValueRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The past as it is stored, wherever that is.
public final class StoredPast implements PastEvents {
  private static final List<@Nullable String> UNKNOWN =
      Collections.nCopies(Dimensions.NAMES.size(), null);

  private final SqlQueries queries;
  private final EventSnapshots snapshots;
  private final Duration timeMax;

  /// @param timeMax how long each of two statements may take
  public StoredPast(SqlQueries queries, EventSnapshots snapshots, Duration timeMax) {
    this.queries = queries;
    this.snapshots = snapshots;
    this.timeMax = timeMax;
  }

  @Override
  public void read(
      ResultPlan plan, ProjectId project, RawEvents.Reader reader, RecountProgress progress) {
    var _ = new RawEvents(queries, timeMax).read(plan, project, snapshots.open(), reader, progress);
    var run = plan.runs().getFirst();
    try (var rows =
        new ValueRows(2, (values, _) -> reader.read(there(project, run, values[0], values[1])))) {
      var limits = new SqlLimits(timeMax, Long.MAX_VALUE, Long.MAX_VALUE);
      var question = new SqlQuestion(project, everybody(run), ResultFormat.JSON, limits);
      var _ = queries.answer(question, snapshots.open(), rows);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot put units in order", e);
    }
  }

  /// Who did anything, and when first.
  private static String everybody(PlannedRun run) {
    return """
    SELECT coalesce(user_id, anonymous_id), epoch_us(min(occurred)) FROM events
    WHERE occurred >= TIMESTAMPTZ '%s' AND occurred < TIMESTAMPTZ '%s'
      AND NOT coalesce(bot, false) AND coalesce(user_id, anonymous_id) IS NOT NULL
    GROUP BY 1\
    """
        .formatted(run.run().started(), run.run().ended());
  }

  private static Observation there(
      ProjectId project, PlannedRun run, @Nullable String id, @Nullable String micros) {
    var unit = UnitKey.of(project, run.unit(), String.valueOf(id));
    long first = Long.parseLong(String.valueOf(micros));
    return new Observation.Exposed(unit, run.id(), 0, first, 0, UNKNOWN);
  }
}
