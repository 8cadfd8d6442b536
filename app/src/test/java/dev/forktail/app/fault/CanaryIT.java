package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.app.ServerFile;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An event of Forktail's own goes the whole way, and where it does not get on, that shows.
final class CanaryIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theCanaryGoesTheWholeWayAndTurnsRedWhereItIsHeldUp() throws Exception {
    try (var workshop = new Workshop("canary")) {
      Path data = workshop.folder("data");
      var setup = ServerProcess.Setup.in(data).with("canary.every=1s", "export.every=1s");
      var server = new ServerProcess(workshop, setup).start();

      assertItGoesTheWholeWay(server, data);
      assertNoUserSeesIt(server);
      assertAStoppedStoreTurnsRed(server);
      assertAPauseTurnsAmber(server);
      assertARestartGoesOn(server);
    }
  }

  private void assertItGoesTheWholeWay(ServerProcess server, Path data) throws Exception {
    assertThat(Await.until(SOON, () -> canary(server).containsKey("storedAgeMillis")))
        .as(server::logTail)
        .isTrue();
    assertThat(canary(server)).containsEntry("status", "up").doesNotContainKey("lakeAgeMillis");
    seal(data);
    boolean arrived =
        Await.until(
            SOON,
            () -> canary(server).containsKey("lakeAgeMillis") && hasAge(server, "askedAgeMillis"));
    assertThat(arrived).as(() -> server.logTail()).isTrue();
    var there = canary(server);
    assertThat(there)
        .containsEntry("status", "up")
        .containsEntry("acknowledged", "green")
        .containsEntry("lake", "green")
        .containsEntry("asked", "green")
        .containsKeys("sealedAgeMillis", "stagedAgeMillis");
    assertThat(Long.parseLong(there.get("storedAgeMillis"))).isLessThan(3_000);

    assertThat(server.get("/metrics").body())
        .containsPattern("canary_age_seconds\\{stage=\"lake\"\\} [0-9]")
        .contains("canary_level{stage=\"stored\"} 0.0");
    assertThat(server.get("/").body()).contains("Canary").contains("In the lake");
  }

  private static boolean hasAge(ServerProcess server, String name)
      throws IOException, InterruptedException {
    return canary(server).containsKey(name);
  }

  private void assertNoUserSeesIt(ServerProcess server) throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(
              post(
                  server,
                  "/v1/track",
                  "{\"event\":\"Order Completed\",\"userId\":\"ann\",\"messageId\":\"m-%d\"}"
                      .formatted(i)))
          .contains("success");
    }
    assertThat(Await.until(SOON, () -> server.get("/v1/accounts").body().contains("\"stored\":3")))
        .isTrue();
    assertThat(post(server, "/v1/query", "{\"sql\":\"SELECT count(*) AS c FROM events\"}"))
        .startsWith("{\"rows\":[[3]]");
    assertThat(server.get("/v1/accounts").body()).doesNotContain("node").doesNotContain("canary");
    assertThat(server.get("/v1/counts?unit=minute").body()).doesNotContain("canary");
    assertThat(server.get("/metrics").body()).contains("event_store_events_total 3.0");
  }

  private static void assertAStoppedStoreTurnsRed(ServerProcess server) throws Exception {
    var postgres = server.postgres();
    Shell.signal("STOP", postgres);
    try {
      assertThat(Await.until(SOON, () -> "red".equals(canary(server).get("stored")))).isTrue();
      assertThat(canary(server))
          .containsEntry("status", "degraded")
          .containsEntry("acknowledged", "green")
          .containsEntry("sealed", "green")
          .containsEntry("lake", "green");
      assertThat(canary(server).get("message")).startsWith("stored is red: the newest was sent ");
      assertThat(server.get("/metrics").body()).contains("canary_level{stage=\"stored\"} 2.0");
    } finally {
      Shell.signal("CONT", postgres);
    }
    assertThat(Await.until(SOON, () -> "up".equals(canary(server).get("status"))))
        .as(server::logTail)
        .isTrue();
  }

  private void assertAPauseTurnsAmber(ServerProcess server) throws Exception {
    post(server, "/v1/export/pause", "");
    assertThat(Await.until(SOON, () -> "amber".equals(canary(server).get("lake")))).isTrue();
    assertThat(canary(server))
        .containsEntry("staged", "amber")
        .containsEntry("stored", "green")
        .containsEntry("asked", "green");
    assertThat(canary(server).get("message")).contains("The export is paused since 20");
    post(server, "/v1/export/resume", "");
    assertThat(Await.until(SOON, () -> "up".equals(canary(server).get("status")))).isTrue();
  }

  private static void assertARestartGoesOn(ServerProcess server) throws Exception {
    var looked = Instant.now();
    long before = Long.parseLong(canary(server).get("lakeAgeMillis"));
    server.kill();
    server.start();

    assertThat(canary(server)).containsEntry("status", "up");
    assertThat(Await.until(SOON, () -> canary(server).containsKey("lakeAgeMillis"))).isTrue();
    long age = Long.parseLong(canary(server).get("lakeAgeMillis"));
    long since = Duration.between(looked, Instant.now()).toMillis();
    assertThat(age).as("no older than the one before the restart").isBetween(0L, before + since);
    assertThat(Await.until(SOON, () -> hasAge(server, "acknowledgedAgeMillis"))).isTrue();
    assertThat(canary(server)).containsEntry("status", "up");
  }

  private static void seal(Path data) throws IOException {
    var file = ServerFile.read(ServerFile.inData(data));
    try (var database = PostgresDatabase.at(file.database())) {
      var seal = new PostgresSliceCatalog(database, SealConfig.standard()).seal(Instant.now());
      assertThat(seal).isPresent();
    }
  }

  private String post(ServerProcess server, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Authorization", "Bearer demo-admin")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /// What `/health` says of the canary.
  private static Map<String, String> canary(ServerProcess server)
      throws IOException, InterruptedException {
    var values = new HashMap<String, String>();
    try (var json = new JsonFactory().createParser(server.get("/health").body())) {
      while (json.nextToken() != null) {
        if (json.hasToken(JsonToken.FIELD_NAME) && json.currentName().equals("canary")) {
          json.nextToken();
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            values.put(name, json.getText());
          }
        }
      }
    }
    return values;
  }
}
