package dev.forktail.web.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.query.SqlException;
import dev.forktail.web.http.ApiServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForgetRoutesTest {
  private final List<Collection<String>> asked = new ArrayList<>();
  private boolean away;
  private final ApiServer server =
      ApiServer.open(
          (routes, keys, pages) ->
              new ForgetRoutes((_, ids) -> forget(ids), keys).addTo(routes, pages));

  private int forget(Collection<String> ids) {
    if (away) {
      throw new SqlException.Unavailable("away");
    }
    asked.add(List.copyOf(ids));
    return 3;
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anAdminHasAPersonForgotten() {
    var answer = post("admin", "{\"userId\":\"ann\",\"anonymousId\":\"a1\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"forgotten\":3}");
    assertThat(asked).containsExactly(List.of("ann", "a1"));
    assertThat(post("read", "{\"userId\":\"ann\"}").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}|userId", "{\"userId\":\"\"}|userId", "{\"user\":\"ann\"}|user"})
  void whoeverIsNotNamedIsNotForgotten(String body, String field) {
    var answer = post("admin", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
    assertThat(asked).isEmpty();
  }

  @Test
  void whenEventsCannotBeReadNobodyIsForgottenByHalf() {
    away = true;

    assertThat(post("admin", "{\"userId\":\"ann\"}").statusCode()).isEqualTo(503);
  }

  private HttpResponse<String> post(String key, String body) {
    return server.send(
        server.request("/api/results/forget", key).POST(BodyPublishers.ofString(body)));
  }
}
