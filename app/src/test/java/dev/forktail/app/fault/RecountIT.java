package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.recount.RecountReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Results of a whole server, held against its events.
@TestInstance(Lifecycle.PER_CLASS)
final class RecountIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int VISITORS = 200;

  private final Workshop workshop = new Workshop("recount");
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

  /// Wherever the events are: some are in the lake, others in a file, others in the database only.
  @Test
  void resultsAreWhatTheEventsComeToAndSayWhichRowsAreNot() throws Exception {
    made(
        "/api/metrics",
        "{\"key\":\"revenue\",\"type\":\"sum\",\"event\":\"Order"
            + " Completed\",\"property\":\"revenue\"}");
    made(
        "/api/experiments",
        "{\"key\":\"shop\",\"unit\":\"person\",\"variants\":[{\"key\":\"a\",\"weight\":1},"
            + "{\"key\":\"b\",\"weight\":1}],\"metrics\":[\"revenue\"],\"start\":true}");
    assertThat(Await.until(SOON, () -> client.number("SELECT count(*) FROM result_plan") > 0))
        .as(server::logTail)
        .isTrue();
    client.store(events("exposure"));
    client.export();
    client.store(events("order"));
    client.stage();
    client.store(events("login"));

    var same = new StringWriter();
    assertThat(recount(same)).as(() -> same + server.logTail()).isZero();
    assertThat(same.toString()).contains("to the last digit").contains("events=" + 3 * VISITORS);

    assertThat(client.post("/api/results/forget", "{\"userId\":\"u7\"}").body())
        .as("of u7 and v7, persons and visitors")
        .isEqualTo("{\"forgotten\":4}");
    server.stop();
    server.start();
    client.store(List.of(again("late7", 7), again("late8", 8)));
    assertThat(client.get("/api/experiments/shop/results")).contains("\"units\":99,");
    var forgotten = new StringWriter();
    assertThat(recount(forgotten)).as(() -> forgotten + server.logTail()).isZero();

    change("UPDATE result_total SET units = units + 1 WHERE arm = 1 AND dimension = 0");
    var different = new StringWriter();
    assertThat(recount(different)).as(different::toString).isEqualTo(1);
    assertThat(different.toString()).contains("rows=2").contains("units b ").contains("revenue b ");

    var repaired = new StringWriter();
    assertThat(recount(repaired, true)).as(repaired::toString).isEqualTo(1);
    assertThat(repaired.toString()).contains("rows=2").contains("They were put right");
    assertThat(recount(new StringWriter())).as(server::logTail).isZero();
    assertThat(client.number("SELECT count(*) FROM result_recount WHERE repaired")).isEqualTo(1);
  }

  /// An order of a visitor who is known by now.
  private static byte[] again(String id, int visitor) {
    return line("order", visitor).replace("order" + visitor, id).getBytes(UTF_8);
  }

  private int recount(StringWriter out) {
    return recount(out, false);
  }

  private int recount(StringWriter out, boolean repair) {
    var writer = new PrintWriter(out);
    var url = URI.create("http://127.0.0.1:" + server.port());
    return new RecountReport("shop", writer, writer).run(url, "demo-admin", repair);
  }

  private void made(String path, String body) throws Exception {
    var answer = client.post(path, body);
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
  }

  private void change(String sql) throws Exception {
    try (var connection = server.connect();
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  /// One for each visitor.
  private static List<byte[]> events(String what) {
    var lines = new ArrayList<byte[]>();
    for (int i = 0; i < VISITORS; i++) {
      lines.add(line(what, i).getBytes(UTF_8));
    }
    return lines;
  }

  private static String line(String what, int visitor) {
    var ids = "\"messageId\":\"%s%d\",\"anonymousId\":\"v%d\"".formatted(what, visitor, visitor);
    var at = "\"timestamp\":\"%s\"".formatted(Instant.now());
    return switch (what) {
      case "exposure" ->
          "{\"type\":\"track\",\"event\":\"Experiment Viewed\",%s,%s,\"properties\":{\"experiment_id\":\"shop\",\"variation_id\":\"%s\"}}"
              .formatted(ids, at, visitor % 2 == 0 ? "a" : "b");
      case "order" ->
          "{\"type\":\"track\",\"event\":\"Order Completed\",%s,%s,\"properties\":{\"revenue\":%d.25}}"
              .formatted(ids, at, visitor);
      default -> "{\"type\":\"identify\",%s,%s,\"userId\":\"u%d\"}".formatted(ids, at, visitor);
    };
  }
}
