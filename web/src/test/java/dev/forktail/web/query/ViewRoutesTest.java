package dev.forktail.web.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlLimits;
import dev.forktail.engine.query.SqlOutcome;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.query.SqlVerdict;
import dev.forktail.engine.query.TimeRange;
import dev.forktail.engine.query.memory.InMemorySqlViews;
import dev.forktail.web.http.ApiServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ViewRoutesTest {
  private static final String BUYERS =
      "{\"name\":\"buyers\",\"sql\":\"SELECT user_id FROM events\"}";
  private static final String NAMES = "{\"name\":\"names\",\"sql\":\"SELECT * FROM buyers\"}";

  private final ApiServer server =
      ApiServer.open(
          (routes, keys, pages) ->
              new ViewRoutes(queries(), new SqlLimits(Duration.ofSeconds(1), 1, 1), keys)
                  .addTo(routes, pages, pages));

  @AfterEach
  void close() {
    server.close();
  }

  /// Statements that read `buyers` do so as a view, those with `secrets` are refused, those with
  /// `nonsense` make none.
  private static SqlQueries queries() {
    return new SqlQueries(
        (sql, _) -> verdict(sql),
        () -> {
          throw new AssertionError("No event is read");
        },
        (_, _) -> {
          throw new AssertionError("The lake is empty");
        },
        (run, _) -> {
          if (run.sql().contains("nonsense")) {
            throw new SqlException.Invalid("There is no column nonsense");
          }
          return new SqlOutcome(List.of(), 0, false, 0);
        },
        LakeSchema::plain,
        new InMemorySqlViews(),
        () -> 0,
        4);
  }

  private static SqlVerdict verdict(String sql) {
    if (sql.contains("secrets")) {
      return new SqlVerdict.Refused(SqlVerdict.Reason.TABLE, "There is no table secrets");
    }
    var views = sql.contains("FROM buyers") ? Set.of("buyers") : Set.<String>of();
    return new SqlVerdict.Allowed(Set.of("events"), views, Set.of("user_id"), TimeRange.ALWAYS);
  }

  @Test
  void whatAnAdminAddsIsListedUntilItIsDropped() {
    assertThat(list("read").body()).isEqualTo("{\"views\":[]}");

    assertThat(add(BUYERS, "admin").statusCode()).isEqualTo(201);
    assertThat(add(BUYERS, "admin").statusCode()).isEqualTo(200);
    assertThat(add(NAMES, "admin").body()).isEqualTo(NAMES);
    assertThat(list("read").body()).isEqualTo("{\"views\":[" + BUYERS + "," + NAMES + "]}");

    assertThat(drop("buyers").statusCode()).as("another reads it").isEqualTo(409);
    assertThat(drop("names").body()).isEqualTo("{\"success\":true}");
    assertThat(drop("buyers").statusCode()).isEqualTo(200);
    assertThat(drop("buyers").statusCode()).isEqualTo(404);
    assertThat(drop("").statusCode()).isEqualTo(404);
    assertThat(list("admin").body()).isEqualTo("{\"views\":[]}");
  }

  @Test
  void readersMayListButNotChangeAndSendersNeither() {
    assertThat(list("write").statusCode()).isEqualTo(403);
    assertThat(list("nobody").statusCode()).isEqualTo(401);
    assertThat(add(BUYERS, "read").statusCode()).isEqualTo(403);
    assertThat(list("read").body()).isEqualTo("{\"views\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | invalid_view | [] |",
        "400 | invalid_view | {\"name\":\"v\",\"query\":\"SELECT 1\"} | query",
        "400 | invalid_view | {\"name\":\"Events\",\"sql\":\"SELECT 1\"} | name",
        "400 | invalid_view | {\"name\":\"events\",\"sql\":\"SELECT 1\"} | name",
        "400 | invalid_view | {\"name\":\"v\"} | sql",
        "400 | refused_sql | {\"name\":\"v\",\"sql\":\"SELECT * FROM secrets\"} | sql",
        "400 | invalid_sql | {\"name\":\"v\",\"sql\":\"SELECT nonsense FROM events\"} | sql"
      })
  void aViewThatIsWrongSaysWhatIsWrongWithIt(
      int status, String code, String body, @Nullable String field) {
    var answer = add(body, "admin");

    assertThat(answer.statusCode()).isEqualTo(status);
    String at = field == null ? "" : "\"field\":\"" + field + "\",";
    assertThat(answer.body()).contains("{\"code\":\"" + code + "\"," + at + "\"message\":");
    assertThat(list("read").body()).isEqualTo("{\"views\":[]}");
  }

  @Test
  void theSameNameForSomethingElseIsAConflict() {
    var _ = add(BUYERS, "admin");

    var other = add("{\"name\":\"buyers\",\"sql\":\"SELECT 1\"}", "admin");

    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(list("read").body()).isEqualTo("{\"views\":[" + BUYERS + "]}");
  }

  private HttpResponse<String> list(String key) {
    return server.send(server.request("/v1/views", key).GET());
  }

  private HttpResponse<String> add(String body, String key) {
    return server.send(server.request("/v1/views", key).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> drop(String name) {
    return server.send(
        server.request("/v1/views/drop?name=" + name, "admin").POST(BodyPublishers.noBody()));
  }
}
