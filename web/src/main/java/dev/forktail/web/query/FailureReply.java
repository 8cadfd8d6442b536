package dev.forktail.web.query;

import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlVerdict;
import dev.forktail.web.http.Reply;

/// What the client hears of a statement without an answer.
final class FailureReply {
  private FailureReply() {}

  static Reply of(SqlException failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case SqlException.Refused refused when refused.reason() == SqlVerdict.Reason.SYNTAX ->
          Reply.error(400, "invalid_sql", "sql", message);
      case SqlException.Refused _ -> Reply.error(400, "refused_sql", "sql", message);
      case SqlException.Invalid _ -> Reply.error(400, "invalid_sql", "sql", message);
      case SqlException.TooExpensive _ -> Reply.error(422, "too_expensive", "sql", message);
      case SqlException.Cancelled _ -> Reply.error(409, "cancelled", null, message);
      case SqlException.Unavailable _ ->
          Reply.error(503, "unavailable", null, message).with("Retry-After", "1");
    };
  }
}
