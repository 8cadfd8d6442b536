package dev.forktail.engine.query;

/// Texts within statements.
public final class SqlText {
  private SqlText() {}

  /// `text` as a constant.
  public static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
