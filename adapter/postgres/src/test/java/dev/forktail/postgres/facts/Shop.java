package dev.forktail.postgres.facts;

import dev.forktail.engine.facts.FactTable;
import dev.forktail.engine.facts.FactsState;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.embedded.EmbeddedPostgres;
import dev.forktail.postgres.embedded.EmbeddedPostgresConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A server for product databases with tables of their owner, one database a test, and the event
/// database that copies them.
final class Shop implements AutoCloseable {
  private static final Path BINARIES = Path.of("target/postgres-binaries");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Map<String, String> SETTINGS = Map.of("max_slot_wal_keep_size", "64MB");

  private final Path folder;
  private EmbeddedPostgres server;
  private int databases;
  private @Nullable TestDatabase copies;
  private ProductDatabase product = new ProductDatabase();

  /// @param folder of nobody else
  Shop(Path folder) {
    this.folder = folder;
    this.server = start();
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(new EmbeddedPostgresConfig(folder, BINARIES, 0, SETTINGS));
  }

  /// Begins a test with an empty product database.
  void open(TestDatabase events) {
    copies = events;
    databases++;
    server.createDatabase(name());
    product = new ProductDatabase();
    product.open(config());
  }

  private String name() {
    return "shop_" + databases;
  }

  private PostgresConfig config() {
    return PostgresConfig.standard(server.jdbcUrl(name()), server.user(), server.password());
  }

  private TestDatabase copies() {
    return Objects.requireNonNull(copies);
  }

  /// Ends the test, and gives back the few workers and slots that servers have.
  void leave() {
    following().end(true);
    product.close();
  }

  int port() {
    return server.port();
  }

  void stop() {
    product.close();
    server.close();
  }

  /// As after a start of Forktail: most likely on another port.
  void restart() {
    server = start();
    product = new ProductDatabase();
    product.open(config());
  }

  PostgresDatabase events() {
    return copies().database();
  }

  /// What follows these tables and Forktail's own, as a server does that was just started.
  FactReplication following(String... tables) {
    return following(() -> {}, tables);
  }

  FactReplication following(Runnable step, String... tables) {
    var wanted =
        Stream.concat(FactTable.OWN.stream(), Stream.of(tables).map(FactTable::named)).toList();
    return new FactReplication(product, events(), wanted, InstantSource.system(), step);
  }

  /// Follows until all is there.
  FactsState settle(FactReplication replication) {
    var states = new ArrayList<FactsState>();
    await(
        () -> {
          states.add(replication.follow());
          var last = states.getLast();
          return last.ready() == last.tables() && last.lagBytes() == 0;
        });
    return states.getLast();
  }

  /// As when the event database is away: nobody reads the slot.
  void stopCopying() {
    copies().execute("ALTER SUBSCRIPTION " + subscription() + " DISABLE");
    await(
        () ->
            source(
                    "SELECT 1 FROM pg_replication_slots WHERE active AND database ="
                        + " current_database()")
                .isEmpty());
  }

  void goOnCopying() {
    copies().execute("ALTER SUBSCRIPTION " + subscription() + " ENABLE");
  }

  private String subscription() {
    return copy("SELECT 'forktail_facts_' || id FROM fact_state").getFirst();
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(config().url(), config().user(), config().password());
  }

  void execute(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /// The rows of `sql` there, as texts.
  List<String> source(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /// The same here.
  List<String> copy(String sql) {
    return copies().column(sql).stream().map(String::valueOf).toList();
  }

  /// Waits until `sql` has the same rows on both sides.
  void awaitEqual(String sql) {
    awaitEqual(sql, null);
  }

  /// The same, following meanwhile.
  void awaitEqual(String sql, @Nullable FactReplication replication) {
    await(
        () -> {
          if (replication != null) {
            var _ = replication.follow();
          }
          return source(sql).equals(copy(sql));
        });
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    Throwable last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
        last = null;
      } catch (RuntimeException | AssertionError e) {
        last = e;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("Not within " + SOON, last);
  }

  @Override
  public void close() {
    stop();
  }
}
