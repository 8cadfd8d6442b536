package dev.forktail.app.fault;

import java.time.Duration;
import java.util.Locale;

/// One line per fault: what was done and what was found.
final class FaultReport {
  private FaultReport() {}

  static void print(String fault, int cycles, Verdict verdict, String details) {
    // At once, since other tests print beside this one.
    System.out.println("%s: cycles=%d %s %s".formatted(fault, cycles, verdict, details));
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1e3);
  }
}
