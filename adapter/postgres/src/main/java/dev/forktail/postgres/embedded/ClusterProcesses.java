package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The living processes of one cluster, as the machine shows them. A process that has ended but was
/// not collected by its parent is not living.
record ClusterProcesses(DataFolder folder) {
  private static final Path PROC = Path.of("/proc");

  boolean include(long pid) {
    var process = PROC.resolve(Long.toString(pid));
    try {
      // Empty for a process that has ended. A backend has its title in place of arguments.
      var arguments =
          List.of(
              Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                  .split("\0"));
      var program = arguments.getFirst();
      if (program.startsWith("postgres: " + folder.clusterName() + ":")) {
        return true;
      }
      if (isPostmaster(program) && arguments.contains("cluster_name=" + folder.clusterName())) {
        return true;
      }
      return (isPostmaster(program) || program.startsWith("postgres: ")) && worksInCluster(process);
    } catch (IOException _) {
      return false; // It has ended.
    }
  }

  List<Long> all() {
    try (var entries = Files.list(PROC)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .map(Long::valueOf)
          .filter(this::include)
          .toList();
    } catch (IOException e) {
      throw new EmbeddedPostgresException("Embedded PostgreSQL needs /proc to be mounted", e);
    }
  }

  private static boolean isPostmaster(String program) {
    return program.equals("postgres") || program.endsWith("/postgres");
  }

  /// Also finds a server that somebody started by hand; where we may not look, it is not one.
  private boolean worksInCluster(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(folder.cluster());
    } catch (IOException _) {
      return false;
    }
  }
}
