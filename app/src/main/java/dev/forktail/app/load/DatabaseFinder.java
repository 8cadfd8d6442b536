package dev.forktail.app.load;

import dev.forktail.app.ServerFile;
import dev.forktail.postgres.PostgresConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the database of the server under load: by the URL given, in the server's data folder, or
/// by the file that a running server leaves for its port in the user's cache.
///
/// @param home the user's home folder
record DatabaseFinder(Path home, @Nullable String url, @Nullable Path data) {
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("jdbc:postgresql://(?:127\\.0\\.0\\.1|localhost|\\[::1\\]):(\\d+)/.*");

  /// The database of the server at `port`; empty when nothing says where it is.
  ///
  /// @throws IOException when what was given cannot be read
  Optional<PostgresConfig> find(int port) throws IOException {
    if (url != null) {
      return Optional.of(PostgresConfig.standard(url, "", ""));
    }
    if (data != null) {
      return Optional.of(ServerFile.read(ServerFile.inData(data)).database());
    }
    Path file = ServerFile.forPort(home, port);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var server = ServerFile.read(file);
    return server.isRunning() ? Optional.of(server.database()) : Optional.empty();
  }

  /// The TCP port of this machine at which `config` finds PostgreSQL; 0 when it is elsewhere.
  static int localPort(PostgresConfig config) {
    Matcher matcher = HOST_AND_PORT.matcher(config.url());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
