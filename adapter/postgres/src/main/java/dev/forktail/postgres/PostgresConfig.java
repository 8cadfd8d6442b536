package dev.forktail.postgres;

import java.time.Duration;

/// Where the event database is and how long we wait for it.
///
/// @param url a JDBC url: `jdbc:postgresql://host:port/database`
/// @param poolConnectionsMax connections for catalogs and queries; lanes have their own beside them
/// @param transactionMax how long a batch's transaction may last before either side gives it up
public record PostgresConfig(
    String url, String user, String password, int poolConnectionsMax, Duration transactionMax) {

  public PostgresConfig {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("url must begin with jdbc:postgresql: " + url);
    }
    if (poolConnectionsMax < 1 || poolConnectionsMax > 100) {
      throw new IllegalArgumentException(
          "poolConnectionsMax must be in 1..100: " + poolConnectionsMax);
    }
    if (transactionMax.toMillis() < 100 || transactionMax.toMinutes() > 10) {
      throw new IllegalArgumentException("transactionMax must be in 100ms..10m: " + transactionMax);
    }
  }

  /// Six pooled connections, transactions of at most 30 seconds.
  public static PostgresConfig standard(String url, String user, String password) {
    return new PostgresConfig(url, user, password, 6, Duration.ofSeconds(30));
  }

  @Override
  public String toString() {
    return "PostgresConfig[url=" + url + ", user=" + user + "]";
  }
}
