package dev.forktail.app.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/// Faults that this machine forbids. They are said and counted, never silently left out.
final class CannotRunHere {
  private static final Path FILE = Path.of("target", "cannot-run-here.txt");

  private CannotRunHere() {}

  /// Whether `fault` can be injected; if not, says why.
  static boolean allows(String fault, Stream<Optional<String>> obstacles) {
    var why = obstacles.flatMap(Optional::stream).findFirst();
    why.ifPresent(reason -> note("cannot run here: " + fault + ": " + reason));
    return why.isEmpty();
  }

  static Optional<String> withoutRoot() {
    return Shell.isRoot() ? Optional.empty() : Optional.of("no root");
  }

  static Optional<String> without(String program) {
    return Shell.has(program) ? Optional.empty() : Optional.of("no " + program);
  }

  static Optional<String> withoutLoopDevice() {
    var free = Shell.run("losetup", "-f");
    return free.succeeded() ? Optional.empty() : Optional.of("no loop device: " + free.output());
  }

  private static void note(String line) {
    System.out.println(line);
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
