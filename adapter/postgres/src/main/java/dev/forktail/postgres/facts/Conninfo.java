package dev.forktail.postgres.facts;

import dev.forktail.postgres.PostgresConfig;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/// How the event database's server reaches the product database, in the words of PostgreSQL's own
/// client.
///
/// @param text with the password
record Conninfo(String text) {
  private static final Map<String, String> PASSED_ON =
      Map.of("PGHOST", "host", "PGPORT", "port", "PGDBNAME", "dbname", "sslmode", "sslmode");

  static Conninfo of(PostgresConfig config) {
    var parsed = Driver.parseURL(config.url(), new Properties());
    if (parsed == null) {
      throw new IllegalArgumentException("Not the address of a database: " + config.url());
    }
    var words = new TreeMap<String, String>();
    PASSED_ON.forEach(
        (ours, theirs) -> {
          String value = parsed.getProperty(ours);
          if (value != null) {
            words.put(theirs, value);
          }
        });
    words.put("user", config.user());
    words.put("connect_timeout", "5");
    if (!config.password().isEmpty()) {
      words.put("password", config.password());
    }
    return new Conninfo(
        words.entrySet().stream()
            .map(word -> word.getKey() + "=" + quoted(word.getValue()))
            .collect(Collectors.joining(" ")));
  }

  private static String quoted(String value) {
    return '\'' + value.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }

  /// Without the password.
  @Override
  public String toString() {
    return "Conninfo";
  }
}
