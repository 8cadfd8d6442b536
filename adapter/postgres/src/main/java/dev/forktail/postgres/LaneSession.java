package dev.forktail.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A connection on which batches are stored.
final class LaneSession {
  private static final int VERSION_WITH_TRANSACTION_TIMEOUT = 17;

  private LaneSession() {}

  static Connection connect(PostgresConfig config, String application) throws SQLException {
    var connection =
        DriverManager.getConnection(config.url(), ConnectionProperties.ofLane(config, application));
    try {
      limitTransaction(connection, config);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void limitTransaction(Connection connection, PostgresConfig config)
      throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() < VERSION_WITH_TRANSACTION_TIMEOUT) {
      return;
    }
    try (var statement = connection.createStatement()) {
      statement.execute("SET transaction_timeout = " + config.transactionMax().toMillis());
    }
  }
}
