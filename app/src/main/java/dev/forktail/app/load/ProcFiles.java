package dev.forktail.app.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What Linux says about processes in `/proc`. Where there is none, nothing is found.
///
/// @param root `/proc`
record ProcFiles(Path root) {
  private static final long MICROS_PER_TICK = 10_000;
  private static final long KILOBYTE = 1_024;
  private static final String LISTENING = "0A";
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /// The process that listens on TCP port `port` of this machine.
  OptionalLong findListener(int port) {
    var inodes = new ArrayList<String>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : lines(root.resolve(table))) {
        String[] fields = SPACES.split(line.strip(), -1);
        if (fields.length > 9
            && fields[3].equals(LISTENING)
            && fields[1].endsWith(":%04X".formatted(port))) {
          inodes.add("socket:[" + fields[9] + "]");
        }
      }
    }
    if (inodes.isEmpty()) {
      return OptionalLong.empty();
    }
    return pids().stream().filter(pid -> holds(pid, inodes)).mapToLong(Long::longValue).findFirst();
  }

  /// Processor time that process `pid` and the children it has waited for have used.
  OptionalLong cpuMicros(long pid) {
    return stat(pid).map(Stat::cpuMicros).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /// The same, its living children included.
  OptionalLong familyCpuMicros(long pid) {
    var parent = cpuMicros(pid);
    if (parent.isEmpty()) {
      return parent;
    }
    long children =
        pids().stream()
            .map(this::stat)
            .flatMap(Optional::stream)
            .filter(stat -> stat.parent == pid)
            .mapToLong(Stat::cpuMicros)
            .sum();
    return OptionalLong.of(parent.getAsLong() + children);
  }

  /// Memory that process `pid` holds.
  OptionalLong residentBytes(long pid) {
    for (String line : lines(root.resolve(pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return OptionalLong.of(Long.parseLong(SPACES.split(line, -1)[1]) * KILOBYTE);
      }
    }
    return OptionalLong.empty();
  }

  private Optional<Stat> stat(long pid) {
    var lines = lines(root.resolve(pid + "/stat"));
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String line = lines.getFirst();
    String[] fields = SPACES.split(line.substring(line.lastIndexOf(')') + 2), -1);
    long ticks = 0;
    for (int i = 11; i <= 14; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return Optional.of(new Stat(Long.parseLong(fields[1]), ticks * MICROS_PER_TICK));
  }

  private List<Long> pids() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .map(Long::valueOf)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + root, e);
    }
  }

  private boolean holds(long pid, List<String> sockets) {
    try (Stream<Path> descriptors = Files.list(root.resolve(pid + "/fd"))) {
      return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException | UncheckedIOException _) {
      // It has ended, or belongs to somebody else.
      return false;
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException _) {
      // Closed in the meantime.
      return "";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      // The process has ended, or this is not Linux.
      return List.of();
    }
  }

  private record Stat(long parent, long cpuMicros) {}
}
