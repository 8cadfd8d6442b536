package dev.forktail.app.terminal;

import java.io.PrintWriter;

/// A line that shows how far something is: on a terminal always the same line, elsewhere a new one
/// when it has changed.
public final class ProgressBar {
  private static final int WIDTH = 30;
  private static final String TO_LINE_START = "\r";
  private static final String CLEAR_TO_LINE_END = "\u001b[K";

  private final PrintWriter out;
  private final boolean isTerminal;
  private String shown = "";

  public ProgressBar(PrintWriter out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  /// Shows that `done` of `total` is done, and says `text` behind it.
  public void show(long done, long total, String text) {
    String line = "%s %d/%d %s".formatted(bar(done, total), done, total, text);
    if (line.equals(shown)) {
      return;
    }
    shown = line;
    if (isTerminal) {
      out.print(TO_LINE_START + line + CLEAR_TO_LINE_END);
    } else {
      out.println(line);
    }
    out.flush();
  }

  /// Leaves the line as it is.
  public void end() {
    if (isTerminal && !shown.isEmpty()) {
      out.println();
      out.flush();
    }
  }

  private static String bar(long done, long total) {
    int filled = total == 0 ? 0 : (int) (Math.min(done, total) * WIDTH / total);
    return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]";
  }
}
