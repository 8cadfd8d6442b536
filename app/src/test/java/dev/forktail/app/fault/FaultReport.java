package dev.forktail.app.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/// One line per fault: what was done and what was found. A line that finds something wrong is kept:
/// it fails `./verify`, also when the test passes on its second try.
final class FaultReport {
  private static final Path UNCLEAN = Path.of("target", "unclean-verdicts.txt");

  private FaultReport() {}

  static void print(String fault, int cycles, Verdict verdict, String details) {
    var line = "%s: cycles=%d %s %s%n".formatted(fault, cycles, verdict, details);
    System.out.print(line); // At once, since other tests print beside this one.
    if (!verdict.isClean()) {
      keep(line);
    }
  }

  private static void keep(String line) {
    try {
      Files.createDirectories(UNCLEAN.getParent());
      Files.writeString(UNCLEAN, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1e3);
  }
}
