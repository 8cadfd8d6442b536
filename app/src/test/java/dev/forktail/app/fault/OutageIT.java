package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// F13: PostgreSQL is down for a while, and intake goes on.
@Order(6)
final class OutageIT {
  private static final int RATE = 1_000;

  @Test
  void whatComesWhilePostgresIsDownIsStoredAfterwards() {
    var outage = Duration.ofSeconds(Gate.isNightly() ? 600 : 60);
    try (var workshop = new Workshop("outage")) {
      var postgres = ExternalPostgres.in(workshop.folder("postgres"), workshop);
      var setup = ServerProcess.Setup.in(workshop.folder("data"));
      var server = new ServerProcess(workshop, setup.with(postgres.settings(postgres.port())));
      server.start();
      var sender = Sender.start(server.port(), RATE);
      sender.awaitMore(RATE, Duration.ofSeconds(30));

      postgres.crash();
      long before = sender.acknowledged();
      Await.pause(outage);
      long during = sender.acknowledged() - before;
      postgres.start();
      long begin = System.nanoTime();
      sender.stop(Duration.ofSeconds(20));
      var verdict = new Oracle(sender).judge(postgres::connect);
      var drained = Duration.ofNanos(System.nanoTime() - begin);

      FaultReport.print(
          "F13 PostgreSQL down",
          1,
          verdict,
          "outage=%s acked_during=%d drained_in=%s answers=%s"
              .formatted(
                  FaultReport.seconds(outage),
                  during,
                  FaultReport.seconds(drained),
                  sender.answers()));
      assertThat(verdict).matches(Verdict::isClean);
      assertThat(sender.answers()).containsOnlyKeys(200);
      assertThat(during).isGreaterThan(outage.toSeconds() * RATE / 2);
      assertThat(drained).as("caught up at twice the rate").isLessThan(outage.dividedBy(2));
    }
  }
}
