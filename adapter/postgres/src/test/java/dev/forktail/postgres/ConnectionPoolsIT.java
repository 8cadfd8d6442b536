package dev.forktail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class ConnectionPoolsIT {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final TestDatabase database;

  ConnectionPoolsIT(TestDatabase database) {
    this.database = database;
    database.database();
  }

  @Test
  @Timeout(30)
  void aSnapshotOnWhichNothingHappensIsEnded() throws SQLException {
    try (var pool = ConnectionPools.snapshots(database.config(), 1, PATIENCE)) {
      var connection = pool.getConnection();
      look(connection);
      while (database.number(SNAPSHOTS) > 0) {
        database.execute("SELECT pg_sleep(0.05)");
      }

      assertThatThrownBy(() -> look(connection)).isInstanceOf(SQLException.class);
      connection.close();
      try (var next = pool.getConnection()) {
        look(next);
      }
    }
  }

  private static final String SNAPSHOTS =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'forktail-snapshot'
      """;

  private static void look(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT FROM slice");
    }
  }

  @Test
  void aSnapshotChangesNothingAndDoesNotTakeLong() throws SQLException {
    try (var pool = ConnectionPools.snapshots(database.config(), 1, PATIENCE);
        var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(30)"))
          .hasMessageContaining("statement timeout");
      connection.rollback();
      assertThatThrownBy(() -> statement.execute("DELETE FROM slice"))
          .hasMessageContaining("read-only transaction");
      connection.rollback();
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
    }
  }
}
