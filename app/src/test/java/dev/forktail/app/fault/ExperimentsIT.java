package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Experiments on a whole server: made, assigned, seen; and what goes on when their database is
/// away.
@TestInstance(Lifecycle.PER_CLASS)
final class ExperimentsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String VARIANTS =
      "\"variants\":[{\"key\":\"control\",\"weight\":5000},{\"key\":\"treatment\",\"weight\":5000}]";

  private final Workshop workshop = new Workshop("experiments");
  private final Path data = workshop.folder("data");
  private final ServerProcess server =
      new ServerProcess(workshop, ServerProcess.Setup.in(data).withExperiments());
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
    PostgresProcesses.kill(data.resolve("product/cluster"));
    Files.move(data.resolve("product"), data.resolve("product.away"));
    Files.writeString(data.resolve("product"), "no database can be here");

    server.start();

    assertThat(arms("steady")).isEqualTo(arms);
    assertThat(client.get("/health")).contains("\"product\":{\"status\":\"degraded\"");
    assertThat(client.post("/api/experiments/steady/pause", "").statusCode()).isEqualTo(503);

    Files.delete(data.resolve("product"));
    Files.move(data.resolve("product.away"), data.resolve("product"));

    assertThat(
            Await.until(
                SOON, () -> client.get("/health").contains("\"product\":{\"status\":\"up\"")))
        .as(server::logTail)
        .isTrue();
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
