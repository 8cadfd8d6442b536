package dev.forktail.web.query;

import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlLimits;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.query.SqlView;
import dev.forktail.engine.query.SqlViews.Answer;
import dev.forktail.web.http.JsonText;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.http.TextFields;
import dev.forktail.web.project.KeyAccess;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Mounts the catalogued views of a project: `GET /v1/views` lists them for read keys; with an
/// admin key `POST /v1/views {"name": "…", "sql": "SELECT …"}` adds one and `POST
/// /v1/views/drop?name=…` drops it.
public final class ViewRoutes {
  private static final int BODY_BYTES_MAX = 256 << 10;
  private static final List<String> FIELDS = List.of("name", "sql");

  private final SqlQueries queries;
  private final SqlLimits limits;
  private final KeyAccess readers;
  private final KeyAccess admins;

  /// @param limits of trying a new view
  public ViewRoutes(SqlQueries queries, SqlLimits limits, KeyRing keys) {
    this.queries = queries;
    this.limits = limits;
    this.readers = new KeyAccess(keys, KeyRole.READ);
    this.admins = new KeyAccess(keys, KeyRole.ADMIN);
  }

  /// Mounts them.
  ///
  /// @param statements where statements run
  /// @param pages where the others are answered
  public void addTo(Routes routes, Pages statements, Pages pages) {
    routes.get("/v1/views", pages.of(request -> readers.reply(request, this::list)));
    routes.post(
        "/v1/views",
        statements.withBody(
            BODY_BYTES_MAX, request -> admins.reply(request, a -> add(a, request))));
    routes.post(
        "/v1/views/drop", pages.of(request -> admins.reply(request, a -> drop(a, request))));
  }

  private Reply list(Access access) {
    try {
      String views =
          queries.views(access.project()).stream()
              .map(ViewRoutes::json)
              .collect(Collectors.joining(",", "{\"views\":[", "]}"));
      return Reply.json(200, views).with("Cache-Control", "no-store");
    } catch (SqlException e) {
      return FailureReply.of(e);
    }
  }

  private Reply add(Access access, PageRequest request) {
    return switch (TextFields.read(request.body(), FIELDS)) {
      case TextFields.Wrong(var field, var message) -> refused(400, field, message);
      case TextFields.Read read -> add(access, read.get("name"), read.get("sql"));
    };
  }

  private Reply add(Access access, String name, String sql) {
    var fault = SqlView.findFaultOfName(name);
    if (fault.isPresent()) {
      return refused(400, Optional.of("name"), fault.get());
    }
    if (sql.isBlank()) {
      return refused(400, Optional.of("sql"), "Say what the view shows: \"sql\": \"SELECT …\".");
    }
    var view = new SqlView(name, sql);
    try {
      return reply(queries.addView(access.project(), view, limits), 201, json(view));
    } catch (SqlException e) {
      return FailureReply.of(e);
    }
  }

  private Reply drop(Access access, PageRequest request) {
    var name = request.findParameter("name");
    if (name.isEmpty()) {
      return Reply.error(400, "invalid_parameter", "name", "Say which: ?name=….");
    }
    try {
      return reply(queries.dropView(access.project(), name.get()), 200, "{\"success\":true}");
    } catch (SqlException e) {
      return FailureReply.of(e);
    }
  }

  private static Reply reply(Answer answer, int done, String json) {
    return switch (answer) {
      case Answer.Done() -> Reply.json(done, json);
      case Answer.Known() -> Reply.json(200, json);
      case Answer.Missing() ->
          Reply.error(404, "not_found", "name", "There is no view of this name.");
      case Answer.Refused(var reason) -> Reply.error(409, "conflict", "name", reason);
    };
  }

  private static Reply refused(int status, Optional<String> field, String message) {
    return Reply.error(status, "invalid_view", field.orElse(null), message);
  }

  private static String json(SqlView view) {
    return "{\"name\":%s,\"sql\":%s}"
        .formatted(JsonText.quote(view.name()), JsonText.quote(view.sql()));
  }
}
