package dev.forktail.duckdb.query;

import dev.forktail.duckdb.process.ChildException;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.process.Exchange;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.duckdb.wire.VerdictAnswer;
import dev.forktail.engine.query.SqlCatalog;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlGuard;
import dev.forktail.engine.query.SqlVerdict;
import java.time.Duration;

/// Goes by the tree that DuckDB itself makes of a statement, in a child. Only what is known to be
/// harmless is allowed.
public final class DuckDbSqlGuard implements SqlGuard {
  private static final int CHARACTERS_MAX = 64 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ChildPool children;

  public DuckDbSqlGuard(ChildPool children) {
    this.children = children;
  }

  @Override
  public SqlVerdict check(String sql, SqlCatalog catalog) {
    if (sql.length() > CHARACTERS_MAX) {
      return new SqlVerdict.Refused(
          SqlVerdict.Reason.TOO_LARGE,
          "A statement has " + CHARACTERS_MAX + " characters at most, this one " + sql.length());
    }
    var request = new Request.Inspect(sql, catalog);
    try {
      return VerdictAnswer.fromBytes(children.ask(Exchange.of(request, LIMIT))).verdict();
    } catch (ChildException.TimedOut | ChildException.Crashed e) {
      return new SqlVerdict.Refused(
          SqlVerdict.Reason.TOO_LARGE, "The statement cannot be parsed: " + e.getMessage());
    } catch (ChildException.Cancelled _) {
      throw new SqlException.Cancelled("The statement was stopped");
    } catch (ChildException e) {
      throw new SqlException.Unavailable("Cannot look at the statement: " + e.getMessage(), e);
    }
  }
}
