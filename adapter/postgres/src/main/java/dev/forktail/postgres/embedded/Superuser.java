package dev.forktail.postgres.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// Who connects to a server that we run, and what is asked of the server before others may use it.
record Superuser(int port, String password) {
  static final String NAME = "forktail";

  private static final String SETTING = "SELECT coalesce(current_setting(?, true), '')";
  private static final String DATABASE = "SELECT FROM pg_database WHERE datname = ?";
  private static final String TIMEOUT_SECONDS = "10";

  String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable"
        .formatted(port, database);
  }

  /// The values of `names` that a new session sees; empty for one that is not known.
  Map<String, String> settings(List<String> names) throws SQLException {
    var values = new HashMap<String, String>();
    try (var connection = connect();
        var statement = connection.prepareStatement(SETTING)) {
      for (var name : names) {
        statement.setString(1, name);
        try (var rows = statement.executeQuery()) {
          rows.next();
          values.put(name, rows.getString(1));
        }
      }
    }
    return values;
  }

  void createDatabase(String name) throws SQLException {
    try (var connection = connect();
        var query = connection.prepareStatement(DATABASE)) {
      query.setString(1, name);
      try (var rows = query.executeQuery()) {
        if (rows.next()) {
          return;
        }
      }
      try (var statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(name, true));
      }
    }
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", NAME);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
    properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
    return DriverManager.getConnection(jdbcUrl("postgres"), properties);
  }
}
