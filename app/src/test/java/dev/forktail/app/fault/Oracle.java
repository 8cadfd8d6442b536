package dev.forktail.app.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Holds what clients were told against what is stored, row by row, and every sum against a recount
/// by SQL of its own.
final class Oracle {
  private static final Duration DRAIN_MAX = Duration.ofSeconds(60);
  private static final Duration STABLE = Duration.ofMillis(400);

  private final List<Sender> senders;

  Oracle(Sender... senders) {
    this.senders = List.of(senders);
  }

  /// Waits until all that was acknowledged is stored and nothing more comes, then judges. When
  /// something does not come in time, the verdict says so.
  Verdict judge(Callable<Connection> database) {
    Await.until(DRAIN_MAX, () -> isDrained(database));
    try (var connection = database.call()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return judge(connection);
    } catch (Exception e) {
      throw new IllegalStateException("Cannot judge: " + e.getMessage(), e);
    }
  }

  private boolean isDrained(Callable<Connection> database) throws Exception {
    long acknowledged = senders.stream().mapToLong(Sender::acknowledged).sum();
    long before = rows(database);
    if (before < acknowledged) {
      return false;
    }
    Await.pause(STABLE);
    return rows(database) == before;
  }

  private static long rows(Callable<Connection> database) throws Exception {
    try (var connection = database.call()) {
      return number(connection, "SELECT coalesce(sum(rows), 0) FROM slice_rows");
    }
  }

  /// Judges what the transaction of `connection` sees, and rolls it back.
  Verdict judge(Connection connection) throws SQLException {
    var tally = new Tally();
    for (var slice : slices(connection)) {
      tally.read(connection, slice);
    }
    var verdict = tally.verdict(StoredSums.differences(connection));
    connection.rollback();
    return verdict;
  }

  static List<String> slices(Connection connection) throws SQLException {
    return numbers(connection, "SELECT id FROM slice WHERE state <> 'dropped' ORDER BY id").stream()
        .map(id -> "event_slice_" + id)
        .toList();
  }

  static List<Long> numbers(Connection connection, String sql) throws SQLException {
    var numbers = new ArrayList<Long>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// The rows of all slices, counted against the ledgers.
  private final class Tally {
    private final Map<String, Sender> runs = new HashMap<>();
    private final Map<Sender, BitSet> seen = new HashMap<>();
    private long duplicated;
    private long phantom;
    private long refused;
    private long changed;

    Tally() {
      for (var sender : senders) {
        runs.put(sender.prefix(), sender);
        seen.put(sender, new BitSet());
      }
    }

    void read(Connection connection, String table) throws SQLException {
      try (var statement = connection.createStatement()) {
        statement.setFetchSize(2_000);
        try (var rows = statement.executeQuery("SELECT message_id, payload FROM " + table)) {
          while (rows.next()) {
            take(rows.getString(1), rows.getString(2));
          }
        }
      }
    }

    private void take(String messageId, String payload) {
      int end = messageId.indexOf('-') + 1;
      var sender = runs.get(messageId.substring(0, end));
      if (sender == null) {
        phantom++;
        return;
      }
      int number = Integer.parseInt(messageId.substring(end), 16);
      var numbers = seen.getOrDefault(sender, new BitSet());
      if (numbers.get(number)) {
        duplicated++;
      }
      numbers.set(number);
      switch (sender.outcome(number)) {
        case NOT_SENT -> phantom++;
        case REFUSED -> refused++;
        case UNKNOWN, ACKNOWLEDGED -> {
          if (!payload.equals(sender.event(number))) {
            changed++;
          }
        }
      }
    }

    Verdict verdict(long miscounted) {
      long acknowledged = 0;
      long stored = 0;
      long lost = 0;
      for (var sender : senders) {
        var numbers = seen.getOrDefault(sender, new BitSet());
        acknowledged += sender.acknowledged();
        stored += numbers.cardinality();
        lost += sender.missing(numbers);
      }
      return new Verdict(
          acknowledged, stored, lost, duplicated, phantom, refused, changed, miscounted);
    }
  }
}
