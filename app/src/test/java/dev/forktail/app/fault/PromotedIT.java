package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.ServerFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.TableName;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// Properties that become columns while events come in: they are columns of all events from then
/// on, of those that are in the lake, staged or open, and of those that come later.
final class PromotedIT {
  private static final int ROUND = 300;
  private static final int RATE = 100;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String BY_COLUMN =
      "SELECT market, count(price), sum(price) FROM events WHERE name = 'buy' GROUP BY 1";
  private static final String OF_ONE_NAME = "SELECT count(dear), count(nothing) FROM events";
  private static final String BY_PROPERTY =
      "SELECT context->>'market', count(properties->>'price'), sum((properties->>'price')::DOUBLE)"
          + " FROM events WHERE name = 'buy' GROUP BY 1";
  private static final String BOTH =
      "SELECT count(*), count(number), sum(number), count(properties->>'number'),"
          + " sum((properties->>'number')::BIGINT) FROM events WHERE name <> 'buy'";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Sale> sales = new ArrayList<>();

  @Test
  void aPromotedPropertyIsAColumnOfEveryEventWhereverItIs() throws Exception {
    try (var workshop = new Workshop("promoted")) {
      Path data = workshop.folder("data");
      var setup =
          ServerProcess.Setup.in(data)
              .with(
                  "lake.promoted=number long $.properties.number,"
                      + " dear double $.properties.price of buy,"
                      + " nothing double $.properties.price of view");
      var server = new ServerProcess(workshop, setup);
      server.start();
      var sender = Sender.start(server.port(), RATE);

      sell(server);
      export(server, 1);
      var committed = List.copyOf(sales);
      sell(server);
      stage(server, data);
      declare(server, "price", "double", "$.properties.price");
      declare(server, "market", "string", "$.context.market");
      sell(server);
      stage(server, data);
      sell(server);

      var answer = assertTheSameEitherWay(server);
      assertThat(number(answer, "Forktail-Files")).isGreaterThanOrEqualTo(3);
      assertThat(number(answer, "Forktail-Open-Rows")).isGreaterThanOrEqualTo(ROUND);

      server.kill();
      server.start();
      export(server, 1);
      var exported = sales.subList(committed.size(), sales.size());
      assertTheLakeHasColumns(data, countries(exported));
      sell(server);

      assertTheSameEitherWay(server);
      assertThat(sender.stop(SOON).acknowledged()).isPositive();
    }
  }

  /// @param market absent in one of three
  private record Sale(String market, double price) {
    static final String NO_MARKET = "";

    static Sale of(int number) {
      return new Sale(List.of("DE", "NO", NO_MARKET).get(number % 3), number * 0.25);
    }

    String json(int number) {
      String context = market.equals(NO_MARKET) ? "" : "\"market\":\"" + market + "\"";
      return """
      {"messageId":"sale-%d","event":"buy","userId":"u","properties":{"price":%s},\
      "context":{%s}}
      """
          .formatted(number, price, context);
    }
  }

  /// Stores some more events.
  private void sell(ServerProcess server) throws IOException, InterruptedException {
    int first = sales.size();
    IntStream.range(first, first + ROUND).mapToObj(Sale::of).forEach(sales::add);
    String body =
        IntStream.range(first, sales.size())
            .mapToObj(i -> sales.get(i).json(i))
            .collect(Collectors.joining());
    var answer =
        http.send(
            request(server, "/v1/events")
                .setHeader("Authorization", "Bearer demo")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).contains("\"accepted\":" + ROUND);
    String count = "SELECT count(*) FROM events WHERE name = 'buy'";
    assertThat(Await.until(SOON, () -> rows(ask(server, count)).equals(List.of("" + sales.size()))))
        .as(() -> "stored; log:\n" + server.logTail())
        .isTrue();
  }

  /// Ends the open slice and waits until it is staged.
  private static void stage(ServerProcess server, Path data) throws IOException {
    try (var database = database(data)) {
      var _ = new PostgresSliceCatalog(database, SealConfig.standard()).seal(Instant.now());
    }
    String waiting = "SELECT count(*) FROM slice WHERE state = 'sealed' AND staged_at IS NULL";
    boolean staged =
        Await.until(
            SOON,
            () -> {
              try (var connection = server.connect()) {
                return Oracle.number(connection, waiting) == 0;
              }
            });
    assertThat(staged).as(() -> "staged; log:\n" + server.logTail()).isTrue();
  }

  /// Brings all that is stored into the lake, small files merged.
  private void export(ServerProcess server, int task) throws IOException, InterruptedException {
    assertThat(post(server, "/v1/export/now", "").statusCode()).isEqualTo(202);
    String done = "\"task\":{\"id\":" + task + ",\"state\":\"done\"";
    assertThat(Await.until(SOON, () -> server.get("/v1/export").body().contains(done)))
        .as(() -> "exported; log:\n" + server.logTail())
        .isTrue();
  }

  private void declare(ServerProcess server, String name, String type, String path)
      throws IOException, InterruptedException {
    String body = "{\"name\":\"%s\",\"type\":\"%s\",\"path\":\"%s\"}".formatted(name, type, path);
    assertThat(post(server, "/v1/properties", body).statusCode()).isEqualTo(201);
    assertThat(server.get("/v1/properties").body()).contains("\"name\":\"" + name + "\"");
  }

  private HttpResponse<String> assertTheSameEitherWay(ServerProcess server)
      throws IOException, InterruptedException {
    var expected = new ArrayList<String>();
    sales.stream()
        .collect(groupingBy(Sale::market))
        .forEach(
            (market, some) ->
                expected.add(
                    "%s,%d,%s"
                        .formatted(
                            market, some.size(), some.stream().mapToDouble(Sale::price).sum())));
    assertThat(rows(ask(server, BY_PROPERTY))).containsExactlyInAnyOrderElementsOf(expected);
    var both = rows(ask(server, BOTH)).getFirst().split(",", -1);
    assertThat(both[0]).isEqualTo(both[1]).isEqualTo(both[3]).isNotEqualTo("0");
    assertThat(both[2]).isEqualTo(both[4]);
    assertThat(rows(ask(server, OF_ONE_NAME))).containsExactly(sales.size() + ",0");
    var answer = ask(server, BY_COLUMN);
    assertThat(rows(answer)).containsExactlyInAnyOrderElementsOf(expected);
    return answer;
  }

  /// DuckDB finds the columns in the files, and other engines in the table's description.
  private static void assertTheLakeHasColumns(Path data, Map<String, Long> byCountry)
      throws Exception {
    try (var database = database(data)) {
      var lake = new LakeFiles(data.resolve("lake"), database);
      var counts = lake.counts(TableName.EVENTS, "SELECT coalesce(market, ''), count(price)");
      assertThat(counts).isEqualTo(byCountry);
      var location = new PostgresLakeCatalog(database).find(TableName.EVENTS).orElseThrow();
      try (var in = new GZIPInputStream(Files.newInputStream(LakeRoot.path(location)))) {
        assertThat(new String(in.readAllBytes(), UTF_8))
            .contains(column(1000, "number", "long", "$.properties.number"))
            .contains(column(1003, "price", "double", "$.properties.price"))
            .contains(column(1004, "market", "string", "$.context.market"));
      }
    }
  }

  private static String column(int id, String name, String type, String path) {
    return """
    {"id":%d,"name":"%s","required":false,"type":"%s","doc":"%s"}\
    """
        .formatted(id, name, type, path);
  }

  private static Map<String, Long> countries(List<Sale> some) {
    return some.stream().collect(groupingBy(Sale::market, TreeMap::new, counting()));
  }

  private HttpResponse<String> ask(ServerProcess server, String sql)
      throws IOException, InterruptedException {
    var answer = post(server, "/v1/query", "{\"format\":\"csv\",\"sql\":\"" + sql + "\"}");
    assertThat(answer.statusCode())
        .as(() -> answer.body() + "\n" + server.logTail())
        .isEqualTo(200);
    return answer;
  }

  private static List<String> rows(HttpResponse<String> answer) {
    return answer.body().lines().skip(1).toList();
  }

  private static long number(HttpResponse<String> answer, String header) {
    return answer.headers().firstValueAsLong(header).orElseThrow();
  }

  private HttpResponse<String> post(ServerProcess server, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        request(server, path).POST(BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(ServerProcess server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Authorization", "Bearer demo-admin")
        .timeout(SOON);
  }

  private static PostgresDatabase database(Path data) throws IOException {
    return PostgresDatabase.at(ServerFile.read(ServerFile.inData(data)).database());
  }
}
