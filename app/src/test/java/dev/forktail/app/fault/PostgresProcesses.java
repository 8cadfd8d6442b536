package dev.forktail.app.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The processes of a PostgreSQL server, found by its data folder.
final class PostgresProcesses {
  private PostgresProcesses() {}

  /// The postmaster first, then its children; empty when none runs.
  static List<Long> of(Path cluster) {
    try {
      var lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
      return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
          .filter(ProcessHandle::isAlive)
          .map(
              postmaster ->
                  Stream.concat(Stream.of(postmaster), postmaster.children())
                      .map(ProcessHandle::pid)
                      .toList())
          .orElse(List.of());
    } catch (IOException _) { // no file: no server
      return List.of();
    }
  }

  /// Ends all of them at once, without a word, and returns when they are gone.
  static void kill(Path cluster) {
    end(of(cluster));
  }

  static void end(List<Long> processes) {
    Shell.signal("KILL", processes);
    Await.until(
        Duration.ofSeconds(10),
        () -> processes.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
  }
}
