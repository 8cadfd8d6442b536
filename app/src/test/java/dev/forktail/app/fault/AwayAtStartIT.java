package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// F13, at the start: the server starts while PostgreSQL is down.
final class AwayAtStartIT {
  private static final int RATE = 500;

  @Test
  void aServerThatKnowsItsKeysTakesEventsBeforeItsDatabaseIsThere() throws Exception {
    try (var workshop = new Workshop("away")) {
      var postgres = ExternalPostgres.in(workshop.folder("postgres"), workshop);
      var setup = ServerProcess.Setup.in(workshop.folder("data"));
      var server = new ServerProcess(workshop, setup.with(postgres.settings(postgres.port())));
      server.start();
      var sender = Sender.start(server.port(), RATE);
      sender.awaitMore(RATE, Duration.ofSeconds(30));
      postgres.crash();
      sender.awaitMore(RATE, Duration.ofSeconds(30));
      sender.stop(Duration.ofSeconds(20));
      server.kill();

      server.start();
      var early = Sender.start(server.port(), RATE);
      early.awaitMore(2 * RATE, Duration.ofSeconds(30));
      early.stop(Duration.ofSeconds(20));
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
      assertThat(server.get("/health").body())
          .contains("{\"status\":\"degraded\"")
          .contains("\"writer\":{\"status\":\"degraded\"")
          .contains("Cannot reach the event database at jdbc:postgresql://127.0.0.1");
      assertThat(server.stop()).as("stops in order").isEqualTo(143);

      server.start();
      var later = Sender.start(server.port(), RATE);
      later.awaitMore(RATE, Duration.ofSeconds(30));
      postgres.start();
      long begin = System.nanoTime();
      assertThat(Await.until(Duration.ofSeconds(30), () -> isUp(server))).isTrue();
      var upAfter = Duration.ofNanos(System.nanoTime() - begin);
      later.awaitMore(RATE, Duration.ofSeconds(30));
      later.stop(Duration.ofSeconds(20));

      var verdict = new Oracle(sender, early, later).judge(postgres::connect);
      FaultReport.print(
          "F13 PostgreSQL down at the start",
          2,
          verdict,
          "up_after=%s answers=%s".formatted(FaultReport.seconds(upAfter), early.answers()));
      assertThat(verdict).matches(Verdict::isClean);
      assertThat(early.answers()).containsOnlyKeys(200);
      assertThat(later.answers()).containsOnlyKeys(200);
    }
  }

  @Test
  void theVeryFirstStartNeedsTheDatabaseAndSaysSo() {
    try (var workshop = new Workshop("never")) {
      int nobody = Workshop.freePort();
      var setup =
          ServerProcess.Setup.in(workshop.folder("data"))
              .with("postgres.url=jdbc:postgresql://127.0.0.1:" + nobody + "/forktail");
      var server = new ServerProcess(workshop, setup);

      server.launch();

      assertThat(server.awaitEnd()).isEqualTo(1);
      assertThat(server.logTail().lines().filter(line -> line.startsWith("forktail: ")))
          .singleElement()
          .asString()
          .contains("Cannot reach the event database at jdbc:postgresql://127.0.0.1:" + nobody);
    }
  }

  private static boolean isUp(ServerProcess server) throws Exception {
    return server.get("/health").body().startsWith("{\"status\":\"up\"");
  }
}
