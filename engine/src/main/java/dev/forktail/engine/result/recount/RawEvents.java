package dev.forktail.engine.result.recount;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.query.EventSnapshots.EventSnapshot;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlLimits;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.query.SqlQuestion;
import dev.forktail.engine.result.live.FieldsRead;
import dev.forktail.engine.result.live.Observation;
import dev.forktail.engine.result.live.Observations;
import dev.forktail.engine.result.live.ResultPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Stored events, wherever they are, as observations of a plan.
///
/// - **Failure.** A [dev.forktail.engine.query.SqlException]; what the reader throws, as
///   [UncheckedIOException].
/// - **Threads.** Safe for concurrent use; blocks; an interrupt ends it.
public final class RawEvents {
  private static final int TOLD_EVERY = 10_000;
  private static final long NUMBER_BYTES_MAX = 1_000;
  private static final Pattern NO_DIGITS = Pattern.compile("[^0-9]");

  private final SqlQueries queries;
  private final Duration timeMax;

  /// @param timeMax how long reading may take: no longer than the files are kept
  public RawEvents(SqlQueries queries, Duration timeMax) {
    this.queries = queries;
    this.timeMax = timeMax;
  }

  /// Takes an observation.
  public interface Reader {
    void read(Observation observation) throws IOException;
  }

  /// Hands all observations of `plan` in the events that `snapshot` has of a project to `reader`,
  /// in no order, and returns how many events they are of. The snapshot is closed as soon as
  /// nothing more is needed of it.
  public long read(
      ResultPlan plan,
      ProjectId project,
      EventSnapshot snapshot,
      Reader reader,
      RecountProgress progress) {
    return read(plan, project, snapshot, Duration.ZERO, reader, progress);
  }

  /// The same with what occurred in the time `before` the runs' start.
  public long read(
      ResultPlan plan,
      ProjectId project,
      EventSnapshot snapshot,
      Duration before,
      Reader reader,
      RecountProgress progress) {
    var from = started(plan).minus(before);
    var observations = new Observations(plan);
    var fields = FieldsRead.of(plan, project);
    long expected = expected(fields, project, from);
    try (var rows =
        EventRows.of(
            project,
            (event, slice, count) -> {
              if (count % TOLD_EVERY == 0) {
                progress.at(count, expected);
              }
              observations.read(event, slice);
              for (var found : observations.found()) {
                reader.read(found);
              }
              observations.found().clear();
            })) {
      var limits = new SqlLimits(timeMax, Long.MAX_VALUE, Long.MAX_VALUE);
      var sql = EventSelection.sql(fields, from, until(plan));
      var _ =
          queries.answer(new SqlQuestion(project, sql, ResultFormat.JSON, limits), snapshot, rows);
      return rows.count();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot put events in order", e);
    }
  }

  /// How many events will be read, about: by what rollups say of whole days.
  private long expected(FieldsRead fields, ProjectId project, Instant from) {
    var out = new ByteArrayOutputStream();
    var limits = new SqlLimits(timeMax, 1, NUMBER_BYTES_MAX);
    var sql = EventSelection.count(fields, from);
    var _ = queries.answer(new SqlQuestion(project, sql, ResultFormat.JSON, limits), out);
    return Long.parseLong(NO_DIGITS.matcher(out.toString(UTF_8)).replaceAll(""));
  }

  private static Instant started(ResultPlan plan) {
    return plan.runs().stream()
        .map(run -> run.run().started())
        .min(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static @Nullable Instant until(ResultPlan plan) {
    var latest = Instant.EPOCH;
    for (var run : plan.runs()) {
      var ended = run.run().ended();
      if (ended == null) {
        return null;
      }
      latest = ended.isAfter(latest) ? ended : latest;
    }
    return latest;
  }
}
