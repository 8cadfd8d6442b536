package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// F01 with a buffer in memory: `kill -9` loses no more than every acknowledgement says, and
/// SIGTERM loses nothing.
final class MemoryKillIT {
  private static final int ROOM = 400;
  private static final int RATE = 2_000;
  private static final Duration SOON = Duration.ofSeconds(30);

  /// The requests that a kill leaves without an answer, although they may have been stored.
  private static final int UNANSWERED_MAX = 8;

  private final long seed = Gate.seed();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void aKillLosesNoMoreThanTheAnswerSaysAndAStopNothing() throws Exception {
    int kills = Gate.cycles(10, 300);
    int stops = Gate.cycles(3, 30);
    try (var workshop = new Workshop("memory-kill")) {
      var postgres = ExternalPostgres.in(workshop.folder("postgres"), workshop);
      var setup =
          ServerProcess.Setup.in(workshop.folder("data"))
              .with("buffer.kind=memory", "buffer.memory.arrivals-max=" + ROOM)
              .with(postgres.settings(postgres.port()));
      var server = new ServerProcess(workshop, setup);
      server.start();

      var killed = Sender.start(server.port(), RATE);
      var promise = promise(server, killed);
      long worst = worstOf(kills, server, killed, postgres);
      killed.stop(SOON);
      server.stop();
      var afterKills = judge(postgres, killed);

      server.start();
      var stopped = Sender.start(server.port(), RATE);
      for (int stop = 0; stop < stops; stop++) {
        stopped.awaitMore(random.nextInt(100, RATE), SOON);
        server.stop();
        server.start();
      }
      stopped.stop(SOON);
      server.stop();
      var afterStops = judge(postgres, killed, stopped);

      FaultReport.print(
          "F01 kill -9, memory",
          kills + stops,
          afterStops.withLost(afterStops.lost() - afterKills.lost()),
          "promise='%s' worst_kill=%d lost_by_kills=%d seed=%d"
              .formatted(promise, worst, afterKills.lost(), seed));
      assertThat(promise).isEqualTo("memory; loss-max=" + ROOM);
      assertThat(worst).isLessThanOrEqualTo(ROOM + UNANSWERED_MAX);
      assertThat(afterKills.lost()).as("kills lose something").isBetween(1L, (long) kills * ROOM);
      assertThat(afterStops.lost()).as("stops lose nothing").isEqualTo(afterKills.lost());
      assertThat(afterStops.withLost(0)).matches(Verdict::isClean);
    }
  }

  /// Kills the server so often, and returns how many acknowledged events the worst kill lost.
  private long worstOf(int kills, ServerProcess server, Sender sender, ExternalPostgres postgres)
      throws SQLException {
    long worst = 0;
    long before = 0;
    for (int kill = 0; kill < kills; kill++) {
      sender.awaitMore(1, SOON);
      Await.pause(Duration.ofMillis(random.nextInt(50, 600)));
      server.kill();
      Await.pause(Duration.ofMillis(200)); // what was on its way arrives
      long missing = sender.acknowledged() - stored(postgres);
      worst = Math.max(worst, missing - before);
      before = missing;
      server.start();
    }
    return worst;
  }

  /// What an answer says it is worth: asked with an event that is sent anyway.
  private static String promise(ServerProcess server, Sender sender)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/track"))
            .header("Authorization", "Bearer demo")
            .POST(HttpRequest.BodyPublishers.ofString(sender.event(0)))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.headers().firstValue("Forktail-Durability").orElse("");
    }
  }

  private static long stored(ExternalPostgres postgres) throws SQLException {
    try (var connection = postgres.connect()) {
      return Oracle.number(connection, "SELECT coalesce(sum(rows), 0) FROM slice_rows");
    }
  }

  private static Verdict judge(ExternalPostgres postgres, Sender... senders) throws SQLException {
    try (var connection = postgres.connect()) {
      connection.setAutoCommit(false);
      return new Oracle(senders).judge(connection);
    }
  }
}
