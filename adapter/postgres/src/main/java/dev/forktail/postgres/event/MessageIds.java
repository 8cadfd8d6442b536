package dev.forktail.postgres.event;

import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Which message ids are stored. The authority are the tables of two generations; what is
/// remembered here only chooses between two ways of asking them.
///
/// - **Bold.** Ids that this process has not stored itself and that are surely not in the previous
///   generation go into the current one by COPY, the few others are looked up first. An id that is
///   there all the same violates the table's key, and the batch begins anew the careful way.
/// - **Careful.** Every id is looked up in both generations and added unless it is there. After a
///   bold batch failed, and as long as there are duplicates, all batches are careful.
///
/// Either way ids are added in the order of their hashes, so that two lanes with the same ones wait
/// for each other in one direction.
///
/// - **Threads.** Safe for concurrent use.
final class MessageIds implements AutoCloseable {
  private static final int CAREFUL_BATCHES = 16;

  /// What this process has stored in one generation.
  private record Own(int generation, IdFilter filter) {}

  private final PreviousIds previous;
  private final AtomicInteger carefulBatches = new AtomicInteger();
  private volatile Own own = new Own(0, new IdFilter());

  MessageIds(PostgresDatabase database) {
    this.previous = new PreviousIds(database);
  }

  /// Whether the next batch is to be stored the careful way.
  boolean careful() {
    return carefulBatches.get() > 0;
  }

  /// A bold batch met an id that was there.
  void boldBatchFailed() {
    carefulBatches.set(CAREFUL_BATCHES);
  }

  /// Adds those of `sorted` that are not there; returns the others.
  Set<MessageHash> addCarefully(Connection connection, OpenSlice open, List<MessageHash> sorted)
      throws SQLException {
    return sorted.isEmpty() ? Set.of() : IdTables.addAndFindOthers(connection, open, sorted);
  }

  /// The same, bold: fails with a unique violation when it is wrong about one of them.
  Set<MessageHash> addBoldly(
      Connection connection, OpenSlice open, List<MessageHash> sorted, BinaryRows rows)
      throws SQLException {
    var doubtful = doubtful(open, sorted);
    if (doubtful.size() > sorted.size() / 2) {
      return addCarefully(connection, open, sorted);
    }
    var there = IdTables.find(connection, open, doubtful);
    var missing =
        there.isEmpty() ? sorted : sorted.stream().filter(hash -> !there.contains(hash)).toList();
    if (!missing.isEmpty()) {
      IdTables.copy(connection, open, missing, rows);
    }
    return there;
  }

  private List<MessageHash> doubtful(OpenSlice open, List<MessageHash> sorted) {
    var before = open.previousGeneration();
    @Nullable IdFilter inPrevious = before == null ? null : previous.filterOf(before);
    if (before != null && inPrevious == null) {
      return sorted;
    }
    var current = own;
    IdFilter mine = current.generation() == open.generation() ? current.filter() : new IdFilter();
    return sorted.stream()
        .filter(
            hash ->
                mine.mightContain(hash) || (inPrevious != null && inPrevious.mightContain(hash)))
        .toList();
  }

  /// Remembers the ids of a batch that is committed.
  void remember(int generation, List<MessageHash> stored, boolean duplicates) {
    if (duplicates && careful()) {
      carefulBatches.set(CAREFUL_BATCHES);
    } else {
      carefulBatches.updateAndGet(left -> Math.max(0, left - 1));
    }
    ownOf(generation).addAll(stored);
  }

  private IdFilter ownOf(int generation) {
    var current = own;
    if (current.generation() < generation) {
      current = new Own(generation, new IdFilter());
      own = current;
    }
    return current.filter();
  }

  @Override
  public void close() {
    previous.close();
  }
}
