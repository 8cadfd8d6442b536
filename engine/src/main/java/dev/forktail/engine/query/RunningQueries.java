package dev.forktail.engine.query;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The statements that are being answered in this process, so that a person can see and stop them.
/// Safe for concurrent use.
public final class RunningQueries {
  private final ConcurrentHashMap<Key, Running> running = new ConcurrentHashMap<>();
  private final Supplier<String> ids;
  private final InstantSource clock;

  /// None yet.
  ///
  /// @param ids new at each call
  public RunningQueries(Supplier<String> ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /// The current thread begins to answer a statement; it ends with [Running#close].
  ///
  /// @param id by which it can be cancelled; absent, one is made
  /// @throws IdTakenException when a statement of the project with this id is running
  public Running begin(ProjectId project, Optional<String> id, String sql) {
    var key = new Key(project, id.orElseGet(ids));
    var query = new Running(this, key, sql, clock.instant(), Thread.currentThread());
    if (running.putIfAbsent(key, query) != null) {
      throw new IdTakenException("A statement with the id '" + key.id() + "' is running.");
    }
    return query;
  }

  /// Those of `project`, the oldest first.
  public List<Running> of(ProjectId project) {
    return running.values().stream()
        .filter(query -> query.key.project().equals(project))
        .sorted(Comparator.comparing(Running::since))
        .toList();
  }

  /// Interrupts the thread that answers; false when nobody does.
  public boolean cancel(ProjectId project, String id) {
    var query = running.get(new Key(project, id));
    return query != null && query.cancel();
  }

  private record Key(ProjectId project, String id) {}

  /// A statement that is being answered.
  public static final class Running implements AutoCloseable {
    private final RunningQueries all;
    private final Key key;
    private final String sql;
    private final Instant since;
    private final Thread thread;
    private boolean ended;

    private Running(RunningQueries all, Key key, String sql, Instant since, Thread thread) {
      this.all = all;
      this.key = key;
      this.sql = sql;
      this.since = since;
      this.thread = thread;
    }

    public String id() {
      return key.id();
    }

    public String sql() {
      return sql;
    }

    public Instant since() {
      return since;
    }

    private synchronized boolean cancel() {
      if (!ended) {
        thread.interrupt();
      }
      return !ended;
    }

    @Override
    public void close() {
      synchronized (this) {
        ended = true;
      }
      all.running.remove(key, this);
    }
  }

  /// Two statements cannot have the same id at the same time.
  public static final class IdTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IdTakenException(String message) {
      super(message);
    }
  }
}
