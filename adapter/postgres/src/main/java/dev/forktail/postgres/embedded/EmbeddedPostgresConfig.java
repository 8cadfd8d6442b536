package dev.forktail.postgres.embedded;

import java.nio.file.Path;
import java.util.Map;

/// Where the embedded server lives and how it is tuned.
///
/// @param dataFolder holds the cluster and its log; one server per folder
/// @param binariesFolder cache of unpacked binaries, shared by all servers and versions
/// @param port on 127.0.0.1; 0 takes a free one
/// @param settings PostgreSQL settings that replace our defaults; those that make it durable or
///   findable cannot be replaced
public record EmbeddedPostgresConfig(
    Path dataFolder, Path binariesFolder, int port, Map<String, String> settings) {

  public EmbeddedPostgresConfig {
    dataFolder = dataFolder.toAbsolutePath().normalize();
    binariesFolder = binariesFolder.toAbsolutePath().normalize();
    settings = Map.copyOf(settings);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be in 0..65535: " + port);
    }
    settings.forEach(ServerSettings::requireReplaceable);
  }
}
