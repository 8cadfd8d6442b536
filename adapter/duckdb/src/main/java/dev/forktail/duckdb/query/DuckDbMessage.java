package dev.forktail.duckdb.query;

import java.util.regex.Pattern;

/// What DuckDB says of a statement, without what is not the business of those who wrote it: its
/// text as it was run, the names of files.
final class DuckDbMessage {
  private static final Pattern TEXT_OF_STATEMENT =
      Pattern.compile("\\s*LINE \\d+:.*", Pattern.DOTALL);
  private static final Pattern HINT =
      Pattern.compile("\\s*(Possible solutions:|Did you mean).*", Pattern.DOTALL);
  private static final Pattern FILE =
      Pattern.compile("(?<!\\w)[\"']?(\\w+://?)?(/[^\\s\"'/]+){2,}/?[\"']?");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private DuckDbMessage() {}

  static String clean(String message) {
    String text = TEXT_OF_STATEMENT.matcher(message).replaceFirst("");
    text = HINT.matcher(text).replaceFirst("");
    text = FILE.matcher(text).replaceAll("a file");
    return SPACE.matcher(text).replaceAll(" ").strip();
  }
}
