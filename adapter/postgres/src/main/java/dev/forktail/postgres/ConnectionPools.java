package dev.forktail.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/// The connections that are kept open. Nothing waits for the database when a pool is made.
final class ConnectionPools {
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final long WAIT_FOR_NOTHING = -1;

  private ConnectionPools() {}

  /// For catalogs and short queries.
  static HikariDataSource common(PostgresConfig config) {
    var hikari = of(config, "forktail");
    hikari.setDataSourceProperties(ConnectionProperties.ofPool(config));
    hikari.setMaximumPoolSize(config.poolConnectionsMax());
    hikari.setMinimumIdle(1);
    return new HikariDataSource(hikari);
  }

  /// For looking at everything as it is at one moment: a transaction sees what its first statement
  /// saw, and changes nothing.
  ///
  /// @param max how many there are at most
  /// @param patience how long a statement may take and a transaction may do nothing
  static HikariDataSource snapshots(PostgresConfig config, int max, Duration patience) {
    var hikari = of(config, "forktail-snapshots");
    hikari.setDataSourceProperties(ConnectionProperties.ofSnapshot(config, patience));
    hikari.setMaximumPoolSize(max);
    hikari.setMinimumIdle(0);
    hikari.setAutoCommit(false);
    hikari.setReadOnly(true);
    hikari.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    return new HikariDataSource(hikari);
  }

  private static HikariConfig of(PostgresConfig config, String name) {
    var hikari = new HikariConfig();
    hikari.setPoolName(name);
    hikari.setJdbcUrl(config.url());
    hikari.setConnectionTimeout(WAIT.toMillis());
    hikari.setInitializationFailTimeout(WAIT_FOR_NOTHING);
    return hikari;
  }
}
