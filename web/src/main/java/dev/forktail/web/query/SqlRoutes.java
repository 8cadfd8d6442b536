package dev.forktail.web.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.RunningQueries;
import dev.forktail.engine.query.SqlAnswer;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.query.SqlQuestion;
import dev.forktail.engine.query.SqlText;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Mounts SQL: `POST /v1/query`, and `GET /v1/queries` with `POST /v1/queries/cancel?id=…` for what
/// is running. An answer is whole or an error. A client that goes away cancels its statement.
public final class SqlRoutes {
  private static final int BODY_BYTES_MAX = 256 << 10;

  private final SqlQueries queries;
  private final RunningQueries running;
  private final KeyAccess access;
  private final QueryLimits limits;

  public SqlRoutes(SqlQueries queries, RunningQueries running, KeyRing keys, QueryLimits limits) {
    this.queries = queries;
    this.running = running;
    this.access = new KeyAccess(keys, KeyRole.READ);
    this.limits = limits;
  }

  /// Mounts them.
  ///
  /// @param statements where statements run
  /// @param pages where the others are answered
  public void addTo(Routes routes, Pages statements, Pages pages) {
    routes.post(
        "/v1/query",
        statements.withBody(
            BODY_BYTES_MAX, request -> access.reply(request, a -> query(a, request))));
    routes.get(
        "/v1/crossovers",
        statements.of(request -> access.reply(request, a -> query(a, crossovers(request)))));
    routes.get("/v1/queries", pages.of(request -> access.reply(request, this::list)));
    routes.post(
        "/v1/queries/cancel", pages.of(request -> access.reply(request, a -> cancel(a, request))));
  }

  private Reply query(Access access, PageRequest request) {
    try {
      return query(access, QueryRequest.read(request.body()));
    } catch (QueryRequest.WrongException e) {
      return Reply.error(400, "invalid_query", e.field(), String.valueOf(e.getMessage()));
    }
  }

  /// The units that have seen more than one variant, of the experiment that is asked for or of all.
  private static QueryRequest crossovers(PageRequest request) {
    var experiment =
        request
            .findParameter("experiment")
            .map(key -> "WHERE experiment = " + SqlText.quoted(key))
            .orElse("");
    return new QueryRequest(
        "SELECT * FROM crossovers " + experiment + " ORDER BY crossed DESC, unit_id",
        ResultFormat.JSON,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Reply query(Access access, QueryRequest request) {
    try (var query = running.begin(access.project(), request.id(), request.sql());
        var spool = new ResultSpool(limits.folder())) {
      var question =
          new SqlQuestion(access.project(), request.sql(), request.format(), limits.of(request));
      return run(question, spool).with("Forktail-Query-Id", query.id());
    } catch (RunningQueries.IdTakenException e) {
      return Reply.error(409, "id_taken", "id", String.valueOf(e.getMessage()));
    } catch (SqlException e) {
      return FailureReply.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException("A result cannot be kept in " + limits.folder(), e);
    }
  }

  private Reply run(SqlQuestion question, ResultSpool spool) throws IOException {
    boolean json = question.format() == ResultFormat.JSON;
    if (json) {
      spool.write("{\"rows\":".getBytes(UTF_8));
    }
    var answer = queries.answer(question, spool);
    if (json) {
      spool.write(AnswerJson.afterRows(answer).getBytes(UTF_8));
    }
    return new Reply(200, question.format().mediaType(), headers(answer), spool.finish());
  }

  private static Map<String, String> headers(SqlAnswer answer) {
    return Map.of(
        "Forktail-As-Of", answer.asOf().toString(),
        "Forktail-Rows", Long.toString(answer.outcome().rows()),
        "Forktail-Truncated", Boolean.toString(answer.outcome().truncated()),
        "Forktail-Files", Integer.toString(answer.files()),
        "Forktail-Open-Rows", Long.toString(answer.outcome().openRows()),
        "Forktail-Elapsed-Ms", Long.toString(answer.elapsed().toMillis()));
  }

  private Reply list(Access access) {
    return Reply.json(200, AnswerJson.running(running.of(access.project())));
  }

  private Reply cancel(Access access, PageRequest request) {
    var id = request.findParameter("id");
    if (id.isEmpty()) {
      return Reply.error(400, "invalid_parameter", "id", "Say which: ?id=….");
    }
    return running.cancel(access.project(), id.get())
        ? Reply.json(200, "{\"success\":true}")
        : Reply.error(404, "not_found", "id", "No such statement is running.");
  }
}
