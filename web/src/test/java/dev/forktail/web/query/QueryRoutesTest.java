package dev.forktail.web.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.query.EventQueries;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.engine.rollup.DimensionCount;
import dev.forktail.engine.rollup.DimensionQuery;
import dev.forktail.web.http.ApiServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryRoutesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final OneCount queries = new OneCount();
  private final ApiServer server =
      ApiServer.open(
          (routes, keys, pages) ->
              new QueryRoutes(
                      new QueryRoutes.Counting(queries::counts, queries::countsBy),
                      queries,
                      keys,
                      InstantSource.fixed(NOW),
                      pages)
                  .addTo(routes));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void countsAreAnsweredWithTheMomentTheyHoldFor() {
    var answer =
        get(
            "/v1/counts?from=2026-11-22T10:00:00Z&to=2026-11-22T11:00:00Z&unit=hour&name=a%20b",
            "read");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"as_of\":\"2026-11-22T12:00:00Z\",\"from\":\"2026-11-22T10:00:00Z\",\"to\":\"2026-11-22T11:00:00Z\",\"counts\":[{\"bucket\":\"2026-11-22T10:00:00Z\",\"name\":\"a"
                + " b\",\"source\":\"site\",\"events\":3}]}");
    assertThat(queries.asked)
        .isEqualTo(
            new CountQuery(
                new ProjectId(7),
                Instant.parse("2026-11-22T10:00:00Z"),
                Instant.parse("2026-11-22T11:00:00Z"),
                ChronoUnit.HOURS,
                "a b"));
  }

  @Test
  void countsAreAlsoByWhatIsKnownOfVisitors() {
    var answer = get("/v1/counts?from=2026-11-22T00:00:00Z&unit=day&by=browser", "read");

    assertThat(answer.body())
        .isEqualTo(
            "{\"as_of\":\"2026-11-22T12:00:00Z\",\"from\":\"2026-11-22T00:00:00Z\",\"to\":\"2026-11-22T12:00:00Z\",\"counts\":[{\"bucket\":\"2026-11-22T00:00:00Z\",\"browser\":\"Fire"
                + " Fox\",\"events\":5}]}");
  }

  @Test
  void accountsAddUp() {
    var answer = get("/v1/accounts", "admin");

    assertThat(answer.body())
        .isEqualTo(
            "{\"as_of\":\"2026-11-22T12:00:00Z\",\"accounts\":[{\"source\":\"site\",\"sent\":10,\"stored\":7,\"duplicates\":2,\"dead_letters\":1}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "unit=week, unit",
    "from=yesterday, from",
    "to=never, to",
    "from=2026-11-22T12:00:00Z&to=2026-11-22T12:00:00Z, from",
    "from=2020-01-01&to=2026-01-01&unit=minute, from",
    "by=weather, by",
    "by=browser&name=x, name"
  })
  void aWrongParameterIsNamed(String query, String parameter) {
    var answer = get("/v1/counts?" + query, "read");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"field\":\"" + parameter + "\"");
  }

  @Test
  void onlyReadersMayAsk() {
    assertThat(get("/v1/counts", "write").statusCode()).isEqualTo(403);
    assertThat(get("/v1/counts", "nobody").statusCode()).isEqualTo(401);
    assertThat(get("/v1/accounts", null).statusCode()).isEqualTo(401);
  }

  @Test
  void aStoreThatIsAwayIs503() {
    queries.away = true;

    assertThat(get("/v1/counts", "read").statusCode()).isEqualTo(503);
  }

  @Test
  void whatTheLakeCannotAnswerIsSaidAsForAnyStatement() {
    queries.busy = true;

    var answer = get("/v1/counts", "read");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("too_expensive", "Ask for less.");
  }

  private HttpResponse<String> get(String path, @Nullable String key) {
    return server.send(server.request(path, key).GET());
  }

  /// Answers every question with one row.
  private static final class OneCount implements EventQueries {
    private volatile @Nullable CountQuery asked;
    private volatile boolean away;
    private volatile boolean busy;

    List<Count> counts(CountQuery query) {
      if (away) {
        throw new StoreException.Unavailable("away", new IOException("reset"));
      }
      if (busy) {
        throw new SqlException.TooExpensive("Ask for less.");
      }
      asked = query;
      return List.of(new Count(query.from(), query.name() == null ? "x" : query.name(), "site", 3));
    }

    List<DimensionCount> countsBy(DimensionQuery query) {
      return List.of(new DimensionCount(query.from(), "Fire Fox", 5));
    }

    @Override
    public long total(ProjectId project, Instant from, Instant to) {
      return 3;
    }

    @Override
    public List<NameCount> topNames(ProjectId project, Instant from, Instant to, int max) {
      return List.of();
    }

    @Override
    public List<NewestEvent> newest(ProjectId project, int max) {
      return List.of();
    }

    @Override
    public List<SourceAccount> accounts(ProjectId project) {
      return List.of(new SourceAccount("site", 7, 2, 1));
    }
  }
}
