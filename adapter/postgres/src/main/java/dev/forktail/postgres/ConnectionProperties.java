package dev.forktail.postgres;

import java.time.Duration;
import java.util.Properties;

/// What every connection is opened with.
final class ConnectionProperties {
  private static final String CONNECT_SECONDS = "5";
  private static final int SOCKET_SECONDS_EXTRA = 10;
  private static final int POOL_STATEMENT_SECONDS = 300;

  private static final String UUID_ARRAY_OID = "2951";

  private ConnectionProperties() {}

  static Properties ofPool(PostgresConfig config) {
    var properties = common(config, "forktail");
    properties.setProperty(
        "socketTimeout", String.valueOf(POOL_STATEMENT_SECONDS + SOCKET_SECONDS_EXTRA));
    properties.setProperty(
        "options", "-c TimeZone=UTC -c statement_timeout=" + POOL_STATEMENT_SECONDS + "s");
    return properties;
  }

  /// For a job that may take minutes and is in nobody's way.
  static Properties ofJob(PostgresConfig config, String application) {
    var properties = common(config, application);
    properties.setProperty("options", "-c TimeZone=UTC -c jit=off -c work_mem=64MB");
    return properties;
  }

  /// For looking at everything as it is at one moment: what is read was just written and is still
  /// in memory, so nothing is read ahead; and no worker helps, for intake needs the rest. The
  /// server gives up a statement, a silence within a transaction, and a client that takes no more
  /// bytes after `patience`; the client gives up a silent server a little later.
  static Properties ofSnapshot(PostgresConfig config, Duration patience) {
    long millis = patience.toMillis();
    var properties = common(config, "forktail-snapshot");
    properties.setProperty(
        "socketTimeout", String.valueOf(patience.toSeconds() + SOCKET_SECONDS_EXTRA));
    properties.setProperty(
        "options",
        "-c TimeZone=UTC -c jit=off -c effective_io_concurrency=0"
            + " -c max_parallel_workers_per_gather=0 -c statement_timeout="
            + millis
            + " -c idle_in_transaction_session_timeout="
            + millis
            + " -c tcp_user_timeout="
            + millis);
    return properties;
  }

  /// For a lane: the server gives up a statement that takes too long, a wait for a lock before
  /// that, and a transaction whose client does not go on; the client gives up a silent server a
  /// little later. The planner has only index look-ups to choose from, however empty a table was
  /// when it looked.
  static Properties ofLane(PostgresConfig config, String application) {
    long millis = config.transactionMax().toMillis();
    var properties = common(config, application);
    properties.setProperty(
        "socketTimeout",
        String.valueOf(config.transactionMax().toSeconds() + SOCKET_SECONDS_EXTRA));
    properties.setProperty("binaryTransferEnable", UUID_ARRAY_OID);
    properties.setProperty(
        "options",
        "-c TimeZone=UTC -c synchronous_commit=on -c plan_cache_mode=force_generic_plan"
            + " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off"
            + " -c statement_timeout="
            + millis
            + " -c lock_timeout="
            + millis / 2
            + " -c idle_in_transaction_session_timeout="
            + millis);
    return properties;
  }

  private static Properties common(PostgresConfig config, String application) {
    var properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("ApplicationName", application);
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }
}
