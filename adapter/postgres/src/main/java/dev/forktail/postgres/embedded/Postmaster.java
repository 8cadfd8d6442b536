package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server, known by its first process. It may have been started by an earlier life of
/// ours, or be on its way down.
record Postmaster(long pid, int port, DataFolder folder) {
  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

  private static final Duration FAST_STOP_LIMIT = Duration.ofSeconds(60);
  private static final Duration IMMEDIATE_STOP_LIMIT = Duration.ofSeconds(5);
  private static final Duration LEFTOVER_LIMIT = Duration.ofMillis(500);
  private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(10);

  /// The living server of `folder`, if there is one.
  static Optional<Postmaster> find(DataFolder folder) {
    return PostmasterPidFile.find(folder.cluster())
        .map(file -> new Postmaster(file.pid(), file.port(), folder))
        .filter(Postmaster::isAlive);
  }

  boolean isAlive() {
    return new ClusterProcesses(folder).include(pid);
  }

  /// Whether it takes connections, or did until it was told to stop.
  boolean isReady() {
    return PostmasterPidFile.find(folder.cluster())
        .filter(file -> file.pid() == pid && file.isReady())
        .isPresent();
  }

  /// Ends sessions, writes a checkpoint, and stops; what does not stop is ended the hard way, which
  /// costs a recovery at the next start and no data.
  void stop() {
    signal("INT", List.of(pid));
    if (!Patience.until(() -> !isAlive(), FAST_STOP_LIMIT)) {
      log.warn("PostgreSQL did not stop in time, so it is ended at once: pid={}", pid);
      signal("QUIT", List.of(pid));
      if (!Patience.until(() -> !isAlive(), IMMEDIATE_STOP_LIMIT)) {
        signal("KILL", List.of(pid));
      }
    }
    endLeftovers(folder);
  }

  /// Ends what a killed server left behind, and forgets its process id if that is another's now:
  /// PostgreSQL would take the other for itself and refuse to start. To be called when no server is
  /// running.
  static void endLeftovers(DataFolder folder) {
    if (!areGone(folder, LEFTOVER_LIMIT)) {
      log.info("Ending what is left of a killed PostgreSQL: folder={}", folder.root());
      signal("QUIT", new ClusterProcesses(folder).all());
      if (!areGone(folder, IMMEDIATE_STOP_LIMIT)) {
        signal("KILL", new ClusterProcesses(folder).all());
        if (!areGone(folder, IMMEDIATE_STOP_LIMIT)) {
          throw new EmbeddedPostgresException(
              "Processes %s of an earlier PostgreSQL in %s do not end: end them and start again"
                  .formatted(new ClusterProcesses(folder).all(), folder.root()));
        }
      }
    }
    forgetStalePid(folder.cluster());
  }

  private static boolean areGone(DataFolder folder, Duration limit) {
    return Patience.until(() -> new ClusterProcesses(folder).all().isEmpty(), limit);
  }

  private static void forgetStalePid(Path cluster) {
    var stale = PostmasterPidFile.find(cluster).map(PostmasterPidFile::pid);
    if (stale.isPresent() && ProcessHandle.of(stale.get()).isPresent()) {
      try {
        Files.deleteIfExists(PostmasterPidFile.file(cluster));
        log.info("Forgot the process id of a dead PostgreSQL: pid={}", stale.get());
      } catch (IOException e) {
        throw new EmbeddedPostgresException(
            "Cannot delete %s: %s".formatted(PostmasterPidFile.file(cluster), e), e);
      }
    }
  }

  private static void signal(String name, List<Long> pids) {
    var command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\"", name));
    pids.forEach(pid -> command.add(Long.toString(pid)));
    try {
      // Its result does not matter: the caller looks whether the processes end.
      var _ = ExternalCommand.run(Path.of("/"), command, SIGNAL_LIMIT);
    } catch (IOException e) {
      throw new EmbeddedPostgresException("Cannot end PostgreSQL " + pids + ": " + e, e);
    }
  }
}
