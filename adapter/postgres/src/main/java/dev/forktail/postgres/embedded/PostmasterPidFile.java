package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a postmaster writes about itself into its cluster; it may be left over from a dead one.
///
/// @param port 0 until it is known
/// @param status one word such as `starting`, `ready`, `stopping`; empty until it is known
record PostmasterPidFile(long pid, int port, String status) {
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  static Optional<PostmasterPidFile> find(Path cluster) {
    try {
      return parse(Files.readAllLines(file(cluster)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new EmbeddedPostgresException("Cannot read " + file(cluster) + ": " + e, e);
    }
  }

  static Path file(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  static Optional<PostmasterPidFile> parse(List<String> lines) {
    var pid = lines.isEmpty() ? "" : lines.getFirst().strip();
    if (!pid.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    var port = lines.size() > PORT_LINE ? lines.get(PORT_LINE).strip() : "";
    var status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
    return Optional.of(
        new PostmasterPidFile(
            Long.parseLong(pid), port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0, status));
  }

  boolean isReady() {
    return status.equals("ready");
  }
}
