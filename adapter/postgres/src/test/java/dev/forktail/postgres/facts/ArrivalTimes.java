package dev.forktail.postgres.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// How long changes take, from their commit in the product database until a query of the event
/// database sees them: a row of `products` is changed at a fixed rate, and looked at every
/// millisecond.
final class ArrivalTimes {
  private static final Duration LOOK_PAUSE = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final long[] committed;
  private final long[] seen;

  private ArrivalTimes(int changes) {
    committed = new long[changes];
    seen = new long[changes];
  }

  /// Makes `changes`, one after each `pause`, on two connections of the caller.
  static ArrivalTimes measure(Connection source, Connection copy, int changes, Duration pause)
      throws SQLException, InterruptedException {
    var times = new ArrivalTimes(changes);
    var writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (var statement =
                      source.prepareStatement(
                          "UPDATE products SET changed = ? WHERE id = 1 + ? % 500")) {
                    times.change(statement, pause);
                  } catch (SQLException e) {
                    throw new AssertionError(e);
                  }
                });
    try (var statement = copy.prepareStatement("SELECT coalesce(max(changed), 0) FROM products")) {
      times.look(statement);
    }
    writer.join();
    return times;
  }

  private void change(PreparedStatement statement, Duration pause) throws SQLException {
    long begin = System.nanoTime();
    for (int i = 0; i < committed.length; i++) {
      long due = begin + i * pause.toNanos();
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      statement.setInt(1, i + 1);
      statement.setInt(2, i);
      statement.executeUpdate();
      committed[i] = System.nanoTime();
    }
  }

  private void look(PreparedStatement statement) throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos() + committed.length * 20_000_000L;
    int known = 0;
    while (known < seen.length) {
      int arrived;
      try (var rows = statement.executeQuery()) {
        rows.next();
        arrived = rows.getInt(1);
      }
      long now = System.nanoTime();
      for (; known < arrived; known++) {
        seen[known] = now;
      }
      if (now > end) {
        throw new AssertionError("Only " + known + " of " + seen.length + " changes have arrived");
      }
      LockSupport.parkNanos(LOOK_PAUSE.toNanos());
    }
  }

  /// What a share of the changes took at most. One that was seen before its writer knew that it was
  /// committed took no time.
  Duration quantile(double share) {
    long[] nanos = new long[seen.length];
    Arrays.setAll(nanos, i -> Math.max(0, seen[i] - committed[i]));
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[(int) Math.ceil(share * nanos.length) - 1]);
  }
}
