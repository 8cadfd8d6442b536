package dev.forktail.postgres.event;

import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.StoreTables;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is surely not in the previous generation of message ids, so that the database need not be
/// asked. That generation does not change any more: a filter that holds all of it is never wrong
/// when it says no. Until it is loaded nothing is sure.
///
/// - **Threads.** Safe for concurrent use. Loads on a thread of its own, one generation at a time.
final class PreviousIds implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PreviousIds.class);
  private static final int HASHES_AT_ONCE = 1_000;
  private static final int ASKED_BETWEEN_TRIES = 100;

  /// A tuple is a count of columns, a length, a uuid.
  private static final int HASH_OFFSET = 6;

  private static final int TUPLE_BYTES = 22;

  /// All of one generation.
  private record Loaded(int generation, IdFilter filter) {}

  private final PostgresDatabase database;
  private volatile @Nullable Loaded loaded;
  private final Object lock = new Object();
  private @Nullable Thread loading;
  private @Nullable Connection reading;
  private int askedBeforeNextTry;
  private boolean closed;

  PreviousIds(PostgresDatabase database) {
    this.database = database;
  }

  /// The filter of all that is in `generation`, or null while it is not loaded, which it begins to
  /// be now.
  @Nullable IdFilter filterOf(int generation) {
    var current = loaded;
    if (current != null && current.generation() == generation) {
      return current.filter();
    }
    load(generation);
    return null;
  }

  private void load(int generation) {
    synchronized (lock) {
      if (closed || loading != null || askedBeforeNextTry-- > 0) {
        return;
      }
      askedBeforeNextTry = ASKED_BETWEEN_TRIES;
      loading =
          Thread.ofPlatform()
              .daemon()
              .name("forktail previous ids")
              .start(() -> loadNow(generation));
    }
  }

  private void loadNow(int generation) {
    loaded = null;
    try (var connection = database.connectForJob("forktail previous ids")) {
      if (begin(connection)) {
        loaded = new Loaded(generation, read(connection, generation));
      }
    } catch (SQLException e) {
      logUnlessClosed(generation, e);
    } finally {
      end();
    }
  }

  private boolean begin(Connection connection) {
    synchronized (lock) {
      reading = connection;
      return !closed;
    }
  }

  private void end() {
    synchronized (lock) {
      reading = null;
      loading = null;
    }
  }

  private void logUnlessClosed(int generation, SQLException e) {
    synchronized (lock) {
      if (!closed) {
        log.warn(
            "Message ids of the previous generation are looked up one by one, they could not be"
                + " loaded: generation={} reason={}",
            generation,
            e.getMessage());
      }
    }
  }

  private static IdFilter read(Connection connection, int generation) throws SQLException {
    var filter = new IdFilter();
    var hashes = new ArrayList<MessageHash>(HASHES_AT_ONCE);
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY " + StoreTables.messageIds(generation) + " TO STDOUT (FORMAT binary)");
    byte[] message;
    while ((message = copy.readFromCopy()) != null) {
      // The first message begins with the signature, the last is the trailer.
      if (message.length >= TUPLE_BYTES) {
        var tuple = ByteBuffer.wrap(message, message.length - TUPLE_BYTES, TUPLE_BYTES);
        tuple.position(tuple.position() + HASH_OFFSET);
        hashes.add(new MessageHash(tuple.getLong(), tuple.getLong()));
      }
      if (hashes.size() == HASHES_AT_ONCE) {
        filter.addAll(hashes);
        hashes.clear();
      }
    }
    filter.addAll(hashes);
    if (filter.isFull()) {
      throw new SQLException("there are too many of them");
    }
    return filter;
  }

  /// Ends a load that is under way.
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (reading == null) {
        return;
      }
      try {
        reading.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("The connection that loads message ids could not be closed", e);
      }
    }
  }
}
