package dev.forktail.postgres;

import dev.forktail.engine.event.StoreException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What an error of the database means for the caller. The one place where that is decided.
///
/// Refused only where the values themselves are at fault; in doubt it is unavailable, which loses
/// nothing. At COMMIT the doubt is another one: the server may have done it, so only an error that
/// says that the transaction was rolled back is taken at its word.
public final class SqlFailure {
  private static final String NOT_NULL_VIOLATION = "23502";
  private static final String CHECK_VIOLATION = "23514";
  private static final String COMPLETION_UNKNOWN = "40003";

  private SqlFailure() {}

  /// The meaning of `failure`, which happened before COMMIT was sent.
  public static StoreException of(String cannot, SQLException failure) {
    String state = stateOf(failure);
    String reason = reason(cannot, failure);
    if (isRefusal(state)) {
      return new StoreException.Refused(reason, failure);
    }
    if (state.equals(COMPLETION_UNKNOWN)) {
      return new StoreException.OutcomeUnknown(reason, failure);
    }
    return new StoreException.Unavailable(reason, failure);
  }

  /// The meaning of `failure`, which happened after COMMIT was sent.
  public static StoreException atCommit(String cannot, SQLException failure) {
    String state = stateOf(failure);
    if (isRolledBack(state)) {
      return of(cannot, failure);
    }
    return new StoreException.OutcomeUnknown(reason(cannot, failure), failure);
  }

  /// Whether a row was there already.
  public static boolean isUniqueViolation(SQLException failure) {
    return stateOf(failure).equals("23505");
  }

  /// Whether a lock could not be had in time.
  public static boolean isLockTimeout(SQLException failure) {
    return stateOf(failure).equals("55P03");
  }

  /// Whether a table was not there.
  public static boolean isUndefinedTable(SQLException failure) {
    return stateOf(failure).equals("42P01");
  }

  /// Whether a connection failed because nobody answered, or a server that is starting, stopping or
  /// full; not because of what was asked for.
  static boolean isAbsence(SQLException failure) {
    String state = stateOf(failure);
    return state.isEmpty()
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("53");
  }

  private static boolean isRefusal(String state) {
    return state.startsWith("22")
        || state.equals(NOT_NULL_VIOLATION)
        || state.equals(CHECK_VIOLATION);
  }

  /// Integrity violations, serialization failures and deadlocks end in a rollback.
  private static boolean isRolledBack(String state) {
    return isRefusal(state)
        || state.startsWith("23")
        || (state.startsWith("40") && !state.equals(COMPLETION_UNKNOWN));
  }

  private static String stateOf(SQLException failure) {
    @Nullable String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  /// The server's detail is left out: it quotes values.
  private static String reason(String cannot, SQLException failure) {
    String state = stateOf(failure);
    return cannot + ": " + firstLine(failure) + (state.isEmpty() ? "" : " (" + state + ")");
  }

  private static String firstLine(SQLException failure) {
    @Nullable String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
