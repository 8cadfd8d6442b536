package dev.forktail.postgres.event;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventStore.Stored;
import dev.forktail.engine.event.StoreException;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.Rollback;
import dev.forktail.postgres.SqlFailure;
import dev.forktail.postgres.event.BatchTransaction.Outcome;
import dev.forktail.postgres.result.BatchResults;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One lane's connection. It is opened when it is needed and thrown away after every failure that
/// is not an answer.
///
/// - **Threads.** Safe; one batch at a time.
final class Lane {
  private final PostgresDatabase database;
  private final BatchTools tools;
  private final String application;
  private final ReentrantLock lock = new ReentrantLock();
  private final MessageHasher hasher = new MessageHasher();
  private @Nullable Connection connection;

  Lane(
      PostgresDatabase database,
      MessageIds ids,
      RollupNames names,
      BatchResults results,
      short lane) {
    this.database = database;
    this.tools = new BatchTools(ids, names, new BinaryRows(), results);
    this.application = "forktail lane " + lane;
  }

  Stored store(Claim claim, EventBatch batch) {
    lock.lock();
    try {
      return storeLocked(claim, batch);
    } finally {
      lock.unlock();
    }
  }

  private Stored storeLocked(Claim claim, EventBatch batch) {
    String cannot = "Cannot store batch (events=" + batch.entries().size() + ")";
    var transaction = BatchTransaction.of(claim, batch, hasher);
    try {
      var current = connected();
      var outcome = run(transaction, current);
      commit(current, cannot);
      remember(transaction, outcome);
      return outcome.stored();
    } catch (SQLException e) {
      disconnect(e);
      throw SqlFailure.of(cannot, e);
    } catch (UnstorableValue e) {
      throw new StoreException.Refused(cannot + ": " + e.getMessage(), e);
    } catch (StoreException.OutcomeUnknown | StoreException.Unavailable e) {
      disconnect(e);
      throw e;
    }
  }

  private Outcome run(BatchTransaction transaction, Connection current) throws SQLException {
    boolean careful = tools.ids().careful();
    try {
      return run(transaction, current, careful);
    } catch (SQLException e) {
      if (careful || !SqlFailure.isUniqueViolation(e)) {
        throw e;
      }
    }
    tools.ids().boldBatchFailed();
    return run(transaction, current, true);
  }

  private Outcome run(BatchTransaction transaction, Connection current, boolean careful)
      throws SQLException {
    try {
      return transaction.run(current, tools, careful);
    } catch (SQLException | RuntimeException e) {
      Rollback.of(current, e);
      throw e;
    }
  }

  private void remember(BatchTransaction transaction, Outcome outcome) {
    tools.names().remember(outcome.names());
    tools
        .ids()
        .remember(
            outcome.generation(), transaction.sortedHashes(), outcome.stored().duplicates() > 0);
  }

  private static void commit(Connection current, String cannot) {
    try {
      current.commit();
    } catch (SQLException e) {
      throw SqlFailure.atCommit(cannot, e);
    }
  }

  private Connection connected() throws SQLException {
    var current = connection;
    if (current == null) {
      current = database.connectForLane(application);
      connection = current;
    }
    return current;
  }

  private void disconnect(@Nullable Throwable cause) {
    var current = connection;
    connection = null;
    if (current == null) {
      return;
    }
    try {
      current.close();
    } catch (SQLException e) {
      if (cause != null) {
        cause.addSuppressed(e);
      }
    }
  }

  void close() {
    lock.lock();
    try {
      disconnect(null);
    } finally {
      lock.unlock();
    }
  }
}
