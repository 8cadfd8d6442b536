package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/// F15: the answer to a COMMIT never arrives, or the connection breaks beside it; and clients hang
/// up before their answer and send the same again. The exactly-once test.
final class LostAnswerIT {
  private static final List<Cut> CUTS =
      List.of(
          Cut.AT_COMMIT,
          Cut.AFTER_COMMIT,
          Cut.AFTER_COPY,
          Cut.AT_COMMIT,
          Cut.AFTER_COMMIT,
          Cut.BEFORE_COMMIT);

  @Test
  void aCommitWithoutAnswerNeitherLosesNorDoubles() {
    int cycles = Gate.cycles(30, 500);
    try (var workshop = new Workshop("lost-answer")) {
      var postgres = ExternalPostgres.in(workshop.folder("postgres"), workshop);
      var proxy = CuttingProxy.before(postgres.port(), workshop);
      var setup = ServerProcess.Setup.in(workshop.folder("data"));
      var server = new ServerProcess(workshop, setup.with(postgres.settings(proxy.port())));
      server.start();
      var sender = Sender.start(server.port(), 1_000, 0.02);
      var cuts = new EnumMap<Cut, Integer>(Cut.class);
      for (int cycle = 0; cycle < cycles; cycle++) {
        var cut = CUTS.get(cycle % CUTS.size());
        assertThat(proxy.order(cut, () -> {}).awaitMade(30)).as("cut %s was made", cut).isTrue();
        cuts.merge(cut, 1, Integer::sum);
      }
      sender.stop(Duration.ofSeconds(20));

      var verdict = new Oracle(sender).judge(postgres::connect);

      FaultReport.print("F15 answer lost", cycles, verdict, cuts + " hung_up=" + sender.answers(0));
      assertThat(verdict).matches(Verdict::isClean);
      assertThat(sender.answers(0)).isPositive();
      assertThat(sender.answers(500)).isZero();
    }
  }
}
