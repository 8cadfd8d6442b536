package dev.forktail.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// Something done with a connection.
@FunctionalInterface
public interface SqlWork<T> {
  T on(Connection connection) throws SQLException;
}
