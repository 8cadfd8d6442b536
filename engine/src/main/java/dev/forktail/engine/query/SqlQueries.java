package dev.forktail.engine.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.query.EventSnapshots.EventSnapshot;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Answers statements over all events of a project: those in the lake, those staged, and those that
/// are only in the database, as they were at one moment.
///
/// - **Contract.** The same statement about a time that is over has the same answer for ever,
///   wherever the events are meanwhile.
/// - **Failure.** [SqlException].
/// - **Threads.** Safe for concurrent use; blocks; an interrupt ends the statement.
public final class SqlQueries {
  private final SqlGuard guard;
  private final EventSnapshots snapshots;
  private final LakeVersions versions;
  private final SqlEngine engine;
  private final Supplier<LakeSchema> schema;
  private final SqlViews views;
  private final LongSupplier nanoClock;
  private final Semaphore turns;

  /// Answers from these.
  ///
  /// @param schema the columns that events have now
  /// @param atOnceMax how many statements run at once; the others wait for their turn, and see what
  ///   is stored when it comes
  public SqlQueries(
      SqlGuard guard,
      EventSnapshots snapshots,
      LakeVersions versions,
      SqlEngine engine,
      Supplier<LakeSchema> schema,
      SqlViews views,
      LongSupplier nanoClock,
      int atOnceMax) {
    this.guard = guard;
    this.snapshots = snapshots;
    this.versions = versions;
    this.engine = engine;
    this.schema = schema;
    this.views = views;
    this.nanoClock = nanoClock;
    this.turns = new Semaphore(atOnceMax, true);
  }

  /// Answers, and writes the rows to `out`, which is neither flushed nor closed.
  public SqlAnswer answer(SqlQuestion question, OutputStream out) {
    long begin = nanoClock.getAsLong();
    awaitTurn(question.limits().time());
    try {
      return answer(question, snapshots::open, out, begin);
    } finally {
      turns.release();
    }
  }

  /// Answers about the moment of `snapshot`, which is closed as soon as nothing more is read of it.
  /// For statements of our own, which wait for no turn.
  public SqlAnswer answer(SqlQuestion question, EventSnapshot snapshot, OutputStream out) {
    return answer(question, () -> snapshot, out, nanoClock.getAsLong());
  }

  private void awaitTurn(Duration max) {
    try {
      if (!turns.tryAcquire(max.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new SqlException.Unavailable(
            "Other statements were running for all of the %d s that this one may take"
                .formatted(max.toSeconds()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new SqlException.Cancelled("Stopped while it waited for its turn");
    }
  }

  private SqlAnswer answer(
      SqlQuestion question, Supplier<EventSnapshot> opening, OutputStream out, long begin) {
    var columns = view(question.project());
    var verdict = allowed(question.sql(), columns);
    try (var snapshot = opening.get()) {
      var plan = SqlPlan.of(question.project(), verdict, columns, snapshot, versions);
      var outcome = engine.run(plan.run(question), out);
      var elapsed = Duration.ofNanos(nanoClock.getAsLong() - begin);
      return new SqlAnswer(outcome, snapshot.asOf(), plan.files(), plan.fileBytes(), elapsed);
    } catch (StoreException e) {
      throw away(e);
    } catch (LakeException e) {
      throw new SqlException.Unavailable("The lake cannot be read: " + e.reason(), e);
    }
  }

  /// What `sql` reads.
  private SqlVerdict.Allowed allowed(String sql, EventView columns) {
    return switch (guard.check(sql, columns.catalog())) {
      case SqlVerdict.Allowed allowed -> allowed;
      case SqlVerdict.Refused(var reason, var message) ->
          throw new SqlException.Refused(reason, message);
    };
  }

  /// Catalogues `view`, if it makes sense. It is run over no events, for what is wrong with it
  /// beyond what it reads.
  ///
  /// @param limits of trying it
  public SqlViews.Answer addView(ProjectId project, SqlView view, SqlLimits limits) {
    var columns = view(project);
    var verdict = allowed(view.sql(), columns);
    var nothing = SqlPlan.ofNothing(verdict, columns);
    engine.run(
        nothing.run(new SqlQuestion(project, view.sql(), ResultFormat.NDJSON, limits)),
        OutputStream.nullOutputStream());
    var read = BuiltInViews.catalogued(verdict.views(), columns.views());
    return asked(() -> views.add(project, view, read));
  }

  /// The catalogued views of `project`.
  public List<SqlView> views(ProjectId project) {
    return asked(() -> views.list(project));
  }

  /// Drops a view.
  public SqlViews.Answer dropView(ProjectId project, String name) {
    return asked(() -> views.drop(project, name));
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (StoreException e) {
      throw away(e);
    }
  }

  private EventView view(ProjectId project) {
    return asked(
        () ->
            new EventView(
                schema.get(), BuiltInViews.before(views.list(project)), snapshots.facts()));
  }

  private static SqlException away(StoreException e) {
    return new SqlException.Unavailable("The event database does not answer: " + e.reason(), e);
  }
}
