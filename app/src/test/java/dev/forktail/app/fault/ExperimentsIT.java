package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.ServerFile;
import dev.forktail.web.live.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Experiments on a whole server: made, assigned, seen, joined with events; and what goes on when
/// their database, or everything, is away.
@TestInstance(Lifecycle.PER_CLASS)
final class ExperimentsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int EXPERIMENTS = 250;
  private static final int USERS = 4_000;
  private static final String VARIANTS =
      "\"variants\":[{\"key\":\"control\",\"weight\":5000},{\"key\":\"treatment\",\"weight\":5000}]";

  private final Workshop workshop = new Workshop("experiments");
  private final Path data = workshop.folder("data");
  private final ExternalPostgres events =
      ExternalPostgres.in(workshop.folder("postgres"), workshop);
  private final ServerProcess server =
      new ServerProcess(
          workshop,
          ServerProcess.Setup.in(data)
              .withExperiments()
              .with(events.settings(events.port()))
              .with("facts.tables=products"));
  private final ServerClient client = new ServerClient(server, data);

  @BeforeAll
  void start() {
    server.start();
  }

  @AfterAll
  void close() {
    workshop.close();
  }

  @Test
  void whatASubjectSeesIsStoredOncePerDayHoweverOftenItIsSeen() throws Exception {
    create("seen");
    for (int time = 0; time < 2; time++) {
      for (int user = 0; user < 50; user++) {
        var answer =
            client.post(
                "/v1/assign",
                "{\"subject\":{\"userId\":\"u%d\"},\"experiments\":[\"seen\"],\"expose\":true}"
                    .formatted(user));
        assertThat(answer.body()).contains("\"exposed\":1");
      }
    }

    var stored = "SELECT coalesce(sum(stored), 0) FROM source_account WHERE project = 1";
    var duplicates = "SELECT coalesce(sum(duplicates), 0) FROM source_account WHERE project = 1";
    assertThat(Await.until(SOON, () -> client.number(stored) + client.number(duplicates) >= 100))
        .as(server::logTail)
        .isTrue();
    assertThat(
            client.rows(
                "SELECT count(*), count(DISTINCT user_id) FROM events WHERE name = 'Experiment"
                    + " Viewed' AND properties->>'experiment_id' = 'seen'"))
        .isEqualTo(List.of("50,50"));
  }

  @Test
  void withoutTheProductDatabaseAndAcrossARestartEverybodyKeepsTheirArm() throws Exception {
    create("steady");
    var arms = arms("steady");
    assertThat(arms).contains("control", "treatment");
    server.kill();
    takeAway("product");

    server.start();

    assertThat(arms("steady")).isEqualTo(arms);
    assertThat(client.get("/health")).contains("\"product\":{\"status\":\"degraded\"");
    assertThat(client.post("/api/experiments/steady/pause", "").statusCode()).isEqualTo(503);

    bringBack("product");

    awaitUp("product");
    assertThat(arms("steady")).isEqualTo(arms);
    assertThat(client.post("/api/experiments/steady/pause", "").statusCode()).isEqualTo(200);
    assertThat(arms("steady")).containsOnly("control");
  }

  @Test
  void whatIsMadeIsServedToClientsThatDecideThemselves() throws Exception {
    var made =
        client.post(
            "/api/experiments",
            "{\"key\":\"own\",\"hasher\":\"growthbook-v2\",%s,\"start\":true}".formatted(VARIANTS));

    assertThat(made.statusCode()).as(made::body).isEqualTo(201);
    assertThat(client.get("/api/features/demo"))
        .contains("\"own\":{\"defaultValue\":\"control\",\"rules\":[{\"key\":\"own\"");
  }

  @Test
  void whatAVisitorOfTheGuidesPageSawAndDidIsFoundBySql() throws Exception {
    var missing =
        Stream.of(CannotRunHere.without("chromium"), CannotRunHere.without("chromedriver"));
    if (!CannotRunHere.allows("the browser SDK against a whole server", missing)) {
      return;
    }
    makeExperimentOfTheGuide();
    try (var shop = new GuideShop("http://127.0.0.1:" + server.port());
        var browser = Browser.open(workshop.folder("browser"))) {
      browser.visit(shop.address());
      browser.await("document.querySelector('#buy').onclick !== null");
      var shown = browser.evaluate("document.querySelector('#buy').textContent");
      var visitor = browser.evaluate("localStorage.getItem('forktail.id')");
      browser.evaluate("document.querySelector('#buy').click()");

      String stored =
          "SELECT name, browser, properties->>'variation_id', properties->>'revenue' FROM events"
              + " WHERE anonymous_id = '%s' ORDER BY name".formatted(visitor);
      var arm = shown.equals("Buy now") ? "treatment" : "control";
      var expected =
          List.of(
              "Experiment Viewed,Chrome," + arm + ",",
              "Order Completed,Chrome,,20",
              "page,Chrome,,");
      assertThat(Await.until(SOON, () -> rows(stored).equals(expected.toString())))
          .as(() -> rows(stored) + server.logTail())
          .isTrue();
      browser.visit(shop.address());
      browser.await("document.querySelector('#buy').onclick !== null");
      assertThat(browser.evaluate("document.querySelector('#buy').textContent")).isEqualTo(shown);
    }
  }

  private void makeExperimentOfTheGuide() throws Exception {
    var made =
        client.post(
            "/api/experiments",
            "{\"key\":\"checkout\",\"unit\":\"person\",\"start\":true,%s}".formatted(VARIANTS));
    assertThat(made.statusCode()).as(made::body).isEqualTo(201);
  }

  /// F34.
  @Test
  void aMillionAssignmentsStayTheSameWhileEverythingElseIsAwayAcrossRestarts() throws Exception {
    var keys = IntStream.range(0, EXPERIMENTS).mapToObj("isolated-%03d"::formatted).toList();
    for (var key : keys) {
      create(key);
    }
    var assignments = new ManyAssignments(server, keys);
    var before = assignments.of(USERS);
    assertThat(ManyAssignments.count(before, "treatment")).isBetween(490_000L, 510_000L);
    assertThat(ManyAssignments.count(before, "control"))
        .isEqualTo(1_000_000 - ManyAssignments.count(before, "treatment"));

    server.kill();
    events.crash();
    takeAway("product");
    takeAway("lake");
    server.start();

    assertThat(assignments.of(USERS)).as("during").isEqualTo(before);
    see(keys.getFirst(), 0, 300);
    server.kill();
    server.start();
    see(keys.getFirst(), 200, 500);
    assertThat(assignments.of(USERS / 10)).as("later").isEqualTo(before.subList(0, USERS / 10));
    assertThat(client.get("/health"))
        .contains("\"writer\":{\"status\":\"degraded\"")
        .contains("\"product\":{\"status\":\"degraded\"");

    bringBack("lake");
    bringBack("product");
    events.start();
    awaitUp("writer");
    awaitUp("product");

    assertThat(assignments.of(USERS)).as("after").isEqualTo(before);
    String seen =
        "SELECT count(*), count(DISTINCT user_id) FROM events WHERE name = 'Experiment Viewed' AND"
            + " properties->>'experiment_id' = '%s'".formatted(keys.getFirst());
    assertThat(Await.until(SOON, () -> rows(seen).equals("[500,500]")))
        .as(() -> rows(seen) + server.logTail())
        .isTrue();
  }

  /// The rows that answer `sql`, or why there are none.
  private String rows(String sql) {
    try {
      return client.rows(sql).toString();
    } catch (Exception | AssertionError e) {
      return e.toString();
    }
  }

  /// Each of these users sees the arm of `experiment`.
  private void see(String experiment, int from, int to) throws Exception {
    for (int user = from; user < to; user++) {
      var answer =
          client.post(
              "/v1/assign",
              "{\"subject\":{\"userId\":\"user-%d\"},\"experiments\":[\"%s\"],\"expose\":true}"
                  .formatted(user, experiment));
      assertThat(answer.body()).contains("\"exposed\":1");
    }
  }

  @Test
  void eventsJoinWithProductsAndExperiments() throws Exception {
    create("joined");
    product("CREATE TABLE products (sku text PRIMARY KEY, name text, price numeric(9,2))");
    product("INSERT INTO products VALUES ('a', 'Apple', 1.5), ('b', 'Bread', 3)");
    var lines = new ArrayList<byte[]>();
    for (int i = 0; i < 10; i++) {
      lines.add(
          "{\"messageId\":\"buy-%d\",\"type\":\"track\",\"event\":\"Bought\",\"userId\":\"u\",\"properties\":{\"sku\":\"%s\"}}"
              .formatted(i, i < 3 ? "a" : "b")
              .getBytes(UTF_8));
    }
    client.store(lines);
    String bought =
        "SELECT p.name, sum(p.price) FROM events e JOIN facts.products p ON p.sku ="
            + " e.properties->>'sku' WHERE e.name = 'Bought' GROUP BY 1 ORDER BY 1";

    assertThat(Await.until(SOON, () -> rows(bought).equals("[Apple,4.5, Bread,21.0]")))
        .as(() -> rows(bought) + server.logTail())
        .isTrue();
    product("UPDATE products SET price = 2 WHERE sku = 'a'");
    assertThat(Await.until(SOON, () -> rows(bought).equals("[Apple,6.0, Bread,21.0]")))
        .as(() -> rows(bought))
        .isTrue();
    assertThat(client.rows("SELECT state FROM facts.experiments WHERE key = 'joined'"))
        .containsExactly("running");
    client.export();
    assertThat(Await.until(SOON, () -> inLake("products").equals(List.of("a 2.0", "b 3.0"))))
        .as(server::logTail)
        .isTrue();
    assertThat(client.get("/health")).contains("\"facts\":{\"status\":\"up\"");
    assertThat(server.get("/metrics").body()).contains("facts_lag_size_bytes", "facts_lag_seconds");
  }

  /// The facts of that name in the lake, from the only file there is.
  private List<String> inLake(String name) throws Exception {
    String files = data.resolve("lake/facts").resolve(name).resolve("data/*.parquet").toString();
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT sku || ' ' || price FROM '%s' ORDER BY 1".formatted(files))) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private void product(String sql) throws Exception {
    var file = ServerFile.read(ServerFile.ofProduct(data));
    try (var connection =
            DriverManager.getConnection(file.jdbcUrl(), file.user(), file.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void takeAway(String folder) throws IOException {
    PostgresProcesses.kill(data.resolve(folder).resolve("cluster"));
    Files.move(data.resolve(folder), data.resolve(folder + ".away"));
    Files.writeString(data.resolve(folder), "nothing can be here");
  }

  private void bringBack(String folder) throws IOException {
    Files.delete(data.resolve(folder));
    Files.move(data.resolve(folder + ".away"), data.resolve(folder));
  }

  private void awaitUp(String component) {
    assertThat(
            Await.until(
                SOON,
                () ->
                    client
                        .get("/health")
                        .contains("\"%s\":{\"status\":\"up\"".formatted(component))))
        .as(() -> component + "\n" + server.logTail())
        .isTrue();
  }

  private void create(String key) throws Exception {
    var answer =
        client.post(
            "/api/experiments", "{\"key\":\"%s\",%s,\"start\":true}".formatted(key, VARIANTS));
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
  }

  private List<String> arms(String key) throws Exception {
    var arms = new ArrayList<String>();
    for (int user = 0; user < 300; user++) {
      var body =
          client
              .post(
                  "/v1/assign",
                  "{\"subject\":{\"userId\":\"u%d\"},\"experiments\":[\"%s\"]}"
                      .formatted(user, key))
              .body();
      arms.add(body.contains("\"variant\":\"treatment\"") ? "treatment" : "control");
    }
    return arms;
  }
}
