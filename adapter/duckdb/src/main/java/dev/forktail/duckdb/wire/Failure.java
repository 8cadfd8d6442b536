package dev.forktail.duckdb.wire;

import java.util.Locale;

/// Why a child did not do what it was asked to.
///
/// @param message one sentence
public record Failure(Kind kind, String message) {
  /// How the driver ends a message that does not say what has failed.
  public static final String UNEXPLAINED = "Invalid result set";

  private static final int MESSAGE_CHARACTERS_MAX = 4_000;

  public Failure {
    message =
        message.length() > MESSAGE_CHARACTERS_MAX
            ? message.substring(0, MESSAGE_CHARACTERS_MAX)
            : message;
  }

  /// Whose fault it is, and so what the caller may do next.
  public enum Kind {
    /// It was told to stop.
    CANCELLED,
    /// The limit of memory, temp folder or result was reached.
    LIMIT,
    /// What was asked makes no sense to DuckDB.
    STATEMENT,
    /// The rows that came in are no rows.
    ROWS,
    /// Files could not be read or written.
    FILES,
    /// A defect, in the child or in DuckDB: do not use this child again.
    DEFECT
  }

  public byte[] toBytes() {
    return new MessageWriter().text(kind.name()).text(message).bytes();
  }

  public static Failure fromBytes(byte[] bytes) {
    var in = new MessageReader(bytes);
    return new Failure(Kind.valueOf(in.text()), in.text());
  }

  /// What DuckDB's message says: it begins with the kind of the error.
  public static Failure ofDuckDb(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return new Failure(kindOf(lower), message);
  }

  private static Kind kindOf(String message) {
    if (message.startsWith("interrupt")) {
      return Kind.CANCELLED;
    }
    if (message.startsWith("out of memory")) {
      return Kind.LIMIT;
    }
    if (message.startsWith("io error")) {
      return Kind.FILES;
    }
    if (message.endsWith(UNEXPLAINED.toLowerCase(Locale.ROOT))
        || message.startsWith("internal")
        || message.startsWith("fatal")) {
      return Kind.DEFECT;
    }
    return Kind.STATEMENT;
  }
}
