package dev.forktail.app.terminal;

/// The terminal of this process.
public final class Terminal {
  private Terminal() {}

  /// Whether there is one.
  @SuppressWarnings("SystemConsoleNull") // Java 25 does return null without a terminal
  public static boolean isThere() {
    var console = System.console();
    return console != null && console.isTerminal();
  }
}
