package dev.forktail.web.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.query.EventQueries;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.http.WebConfig;
import dev.forktail.web.http.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryRoutesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Pages pages = new Pages(4);
  private final OneCount queries = new OneCount();
  private WebServer server;

  @BeforeEach
  void open() {
    var keys = new KeyRing();
    var project = new ProjectId(7);
    keys.replace(
        Map.of(
            KeyHash.of("read"), new Access(project, KeyRole.READ, "reports"),
            KeyHash.of("admin"), new Access(project, KeyRole.ADMIN, "admin"),
            KeyHash.of("write"), new Access(project, KeyRole.WRITE, "site")));
    var routes = new Routes();
    new QueryRoutes(queries, keys, InstantSource.fixed(NOW), pages).addTo(routes);
    server = WebServer.open(WebConfig.on("127.0.0.1", 0, 1), routes, System::nanoTime);
  }

  @AfterEach
  void close() {
    server.close();
    pages.close();
    client.close();
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
            new EventQueries.CountQuery(
                new ProjectId(7),
                Instant.parse("2026-11-22T10:00:00Z"),
                Instant.parse("2026-11-22T11:00:00Z"),
                ChronoUnit.HOURS,
                "a b"));
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
    "from=2020-01-01&to=2026-01-01&unit=minute, from"
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

  private HttpResponse<String> get(String path, @Nullable String key) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The request failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /// Answers every question with one row.
  private static final class OneCount implements EventQueries {
    private volatile @Nullable CountQuery asked;
    private volatile boolean away;

    @Override
    public List<Count> counts(CountQuery query) {
      if (away) {
        throw new StoreException.Unavailable("away", new IOException("reset"));
      }
      asked = query;
      return List.of(new Count(query.from(), query.name() == null ? "x" : query.name(), "site", 3));
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
