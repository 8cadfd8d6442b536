package dev.forktail.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// Rolling back because of a failure that is reported anyway.
public final class Rollback {
  private Rollback() {}

  /// Rolls `connection` back; what goes wrong meanwhile is attached to `cause`.
  public static void of(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
