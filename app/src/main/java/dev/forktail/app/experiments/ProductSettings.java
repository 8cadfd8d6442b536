package dev.forktail.app.experiments;

import dev.forktail.app.settings.Settings;
import java.util.Map;

/// Which PostgreSQL holds what is not an event: experiments.
public sealed interface ProductSettings {
  /// Our own, in the data folder, beside that of the events.
  record Embedded(Map<String, String> settings) implements ProductSettings {}

  /// Somebody else's.
  record Remote(String url, String user, String password) implements ProductSettings {
    /// Without the password.
    @Override
    public String toString() {
      return "Remote[url=" + url + ", user=" + user + "]";
    }
  }

  /// None: this server has no experiments.
  record None() implements ProductSettings {}

  static ProductSettings of(Settings settings) {
    String url = settings.text("product.url", "embedded");
    String user = settings.text("product.user", "forktail");
    String password = settings.secret("product.password").orElse("");
    var small =
        Map.of(
            "shared_buffers", settings.text("product.embedded.shared-buffers", "32MB"),
            "io_method", "sync",
            "max_connections", "30",
            "max_slot_wal_keep_size",
                settings.text("product.embedded.max-slot-wal-keep-size", "512MB"),
            "max_wal_size", "256MB",
            "min_wal_size", "80MB");
    return switch (url) {
      case "embedded" -> new Embedded(small);
      case "none" -> new None();
      default -> new Remote(url, user, password);
    };
  }
}
