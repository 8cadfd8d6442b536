package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.aacheck.AaCheckCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The command, against a whole server with events in the lake and in the database.
final class AaCheckIT {
  private static final int VISITORS = 1_000;

  @Test
  void metricsAreCheckedOnTheVisitorsOfLateBeforeTheFirstTest() throws Exception {
    try (var workshop = new Workshop("aa-check")) {
      var data = workshop.folder("data");
      var server = new ServerProcess(workshop, ServerProcess.Setup.in(data).withExperiments());
      var client = new ServerClient(server, data);
      server.start();
      assertThat(run(server).exit()).as("there is no metric").isEqualTo(1);
      made(client, "{\"key\":\"orders\",\"type\":\"conversion\",\"event\":\"Order Completed\"}");
      made(
          client,
          "{\"key\":\"revenue\",\"type\":\"sum\",\"event\":\"Order Completed\","
              + "\"property\":\"revenue\"}");
      made(client, "{\"key\":\"refunds\",\"type\":\"conversion\",\"event\":\"Refund\"}");
      client.store(views());
      client.export();
      client.store(orders());
      client.store(logins());

      var table = run(server, "--metric", "orders", "--metric", "revenue", "--metric", "refunds");
      assertThat(table.exit()).as(() -> table + server.logTail()).isZero();
      assertThat(table.out())
          .startsWith("1,000 of 1,000 visitors since ")
          .contains("orders: As it should be.", "revenue: As it should be.")
          .contains("refunds: Too few units so far.");

      var json = run(server, "--format", "json", "--seed", "3", "--salts", "500");
      assertThat(json.out()).contains("\"salts\":500", "\"seed\":3", "\"units\":1000");
      assertThat(run(server, "--format", "json", "--seed", "3", "--salts", "500").metrics())
          .isEqualTo(json.metrics());
      assertThat(run(server, "--metric", "none").err()).contains("There is no metric none.");
      assertThat(run(server, "--salts", "5").err()).contains("salts");
    }
  }

  private record Run(int exit, String out, String err) {
    String metrics() {
      return out.substring(out.indexOf("\"metrics\":"));
    }
  }

  private static Run run(ServerProcess server, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--url", "http://127.0.0.1:" + server.port(), "--key", "demo-admin"));
    int exit =
        new CommandLine(new AaCheckCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line.toArray(String[]::new));
    return new Run(exit, out.toString(), err.toString());
  }

  private static void made(ServerClient client, String metric) throws Exception {
    var answer = client.post("/api/metrics", metric);
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
  }

  private static List<byte[]> views() {
    var lines = new ArrayList<byte[]>();
    for (int i = 0; i < VISITORS; i++) {
      lines.add(line("v" + i, "\"type\":\"page\",\"name\":\"Home\"", i));
    }
    return lines;
  }

  private static List<byte[]> orders() {
    var random = new Random(1);
    var lines = new ArrayList<byte[]>();
    for (int i = 0; i < VISITORS; i++) {
      if (random.nextInt(4) == 0) {
        var order =
            "\"type\":\"track\",\"event\":\"Order Completed\",\"properties\":{\"revenue\":%d.5}"
                .formatted(random.nextInt(10, 90));
        lines.add(line("o" + i, order, i));
      }
    }
    return lines;
  }

  /// Each fourth visitor is known afterwards: that is still one unit.
  private static List<byte[]> logins() {
    var lines = new ArrayList<byte[]>();
    for (int i = 0; i < VISITORS; i += 4) {
      lines.add(line("l" + i, "\"type\":\"identify\",\"userId\":\"u%d\"".formatted(i), i));
    }
    return lines;
  }

  private static byte[] line(String id, String what, int visitor) {
    return "{%s,\"messageId\":\"%s\",\"anonymousId\":\"a%d\",\"timestamp\":\"%s\"}"
        .formatted(what, id, visitor, Instant.now())
        .getBytes(UTF_8);
  }
}
