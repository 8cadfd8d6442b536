package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// A bandit on a whole server: its shares follow what visitors do.
@TestInstance(Lifecycle.PER_CLASS)
final class BanditIT {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int VISITORS = 400;

  private final Workshop workshop = new Workshop("bandit");
  private final Path data = workshop.folder("data");
  private final ServerProcess server =
      new ServerProcess(
          workshop,
          ServerProcess.Setup.in(data)
              .withExperiments()
              .with("memory.kind=session", "results.bandit.every=500ms"));
  private final ServerClient client = new ServerClient(server, data);

  @BeforeAll
  void start() {
    server.start();
  }

  @AfterAll
  void close() {
    workshop.close();
  }

  /// Of those who see the better arm a half buys, of the others a tenth.
  @Test
  void theBetterArmIsDealtMoreAndMoreAlsoAfterARestart() throws Exception {
    made("/api/metrics", "{\"key\":\"buys\",\"type\":\"conversion\",\"event\":\"Bought\"}");
    made(
        "/api/experiments",
        "{\"key\":\"button\",\"unit\":\"anonymousId\",\"strategy\":\"bandit\",\"start\":true,"
            + "\"variants\":[{\"key\":\"worse\",\"weight\":1},{\"key\":\"better\",\"weight\":1}],"
            + "\"metrics\":[\"buys\"]}");
    awaitTrue(() -> client.number("SELECT count(*) FROM result_plan") > 0);
    assertThat(shares().text("follow")).isEqualTo("definition");
    assertThat(dealtBetter("early")).isBetween(60, 140);

    client.store(events());

    awaitTrue(() -> shares().text("follow").equals("results"));
    awaitTrue(() -> weightOfBetter() == 9_900);
    assertThat(dealtBetter("late")).isGreaterThan(180);

    server.kill();
    server.start();
    awaitTrue(() -> weightOfBetter() == 9_900);
    assertThat(dealtBetter("after")).isGreaterThan(180);
  }

  /// How many of 200 new visitors see the better arm.
  private int dealtBetter(String name) throws Exception {
    int better = 0;
    for (int i = 0; i < 200; i++) {
      var answer =
          client.post(
              "/v1/assign",
              "{\"subject\":{\"anonymousId\":\"%s%d\"},\"experiments\":[\"button\"]}"
                  .formatted(name, i));
      assertThat(answer.body()).contains("\"reason\":\"assigned\"");
      better += answer.body().contains("\"variant\":\"better\"") ? 1 : 0;
    }
    return better;
  }

  private JsonFields shares() throws Exception {
    return JsonTree.object(client.get("/api/experiments/button/shares"));
  }

  private int weightOfBetter() throws Exception {
    return (int) shares().objects("shares").getLast().number("weight", 0);
  }

  private static List<byte[]> events() {
    var lines = new ArrayList<byte[]>();
    for (int i = 0; i < VISITORS; i++) {
      boolean better = i % 2 == 0;
      lines.add(line("seen" + i, "Experiment Viewed", i, exposure(better ? "better" : "worse")));
      if (i / 2 % 10 < (better ? 5 : 1)) {
        lines.add(line("buy" + i, "Bought", i, "{}"));
      }
    }
    return lines;
  }

  private static String exposure(String variant) {
    return "{\"experiment_id\":\"button\",\"variation_id\":\"" + variant + "\"}";
  }

  private static byte[] line(String id, String event, int visitor, String properties) {
    return "{\"type\":\"track\",\"messageId\":\"%s\",\"event\":\"%s\",\"anonymousId\":\"s%d\",\"timestamp\":\"%s\",\"properties\":%s}"
        .formatted(id, event, visitor, Instant.now(), properties)
        .getBytes(UTF_8);
  }

  private void made(String path, String body) throws Exception {
    var answer = client.post(path, body);
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
  }

  private void awaitTrue(Callable<Boolean> condition) {
    assertThat(Await.until(SOON, condition)).as(server::logTail).isTrue();
  }
}
