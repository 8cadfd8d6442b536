package dev.forktail.postgres;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An event database of one test.
public final class TestDatabase implements AutoCloseable {
  /// When its first slice was opened.
  public static final Instant OPENED = Instant.parse("2026-11-22T12:00:10Z");

  private static final Duration TRANSACTION_MAX = Duration.ofSeconds(20);

  private final String url;
  private final String user;
  private final String password;
  private @Nullable PostgresDatabase database;

  TestDatabase(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  public PostgresConfig config() {
    return config(TRANSACTION_MAX);
  }

  /// The same database with another limit for transactions.
  public PostgresConfig config(Duration transactionMax) {
    return new PostgresConfig(url, user, password, 6, transactionMax);
  }

  public int serverPort() {
    return URI.create(url.substring("jdbc:".length())).getPort();
  }

  /// The same database, reached through another port.
  public PostgresConfig configThroughPort(int port) {
    var through = url.replace(":" + serverPort() + "/", ":" + port + "/");
    return new PostgresConfig(through, user, password, 2, TRANSACTION_MAX);
  }

  /// The database, opened the first time it is asked for.
  public PostgresDatabase database() {
    var open = database;
    if (open == null) {
      open = PostgresDatabase.open(config(), OPENED);
      database = open;
    }
    return open;
  }

  /// A connection beside those of the store.
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /// The first column of every row.
  public List<String> column(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /// The number that is the answer.
  public long number(String sql) {
    return Long.parseLong(column(sql).getFirst());
  }

  public void execute(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /// The message ids in all slices, each as often as it is stored.
  public List<String> storedMessageIds() {
    var ids = new ArrayList<String>();
    for (var slice : column("SELECT id FROM slice WHERE state <> 'dropped' ORDER BY id")) {
      ids.addAll(column("SELECT message_id FROM event_slice_" + slice));
    }
    return ids;
  }

  @Override
  public void close() {
    if (database != null) {
      database.close();
    }
  }
}
