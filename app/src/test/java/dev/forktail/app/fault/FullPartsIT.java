package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// F05: journal, tables, write-ahead log and log files each lie on a disk of their own, and one
/// after the other is full to the last byte. Only a full journal, with a database that stores
/// nothing, makes intake answer 503; everything else goes on and heals by itself.
final class FullPartsIT {
  private static final int RATE = 1_000;
  private static final Duration HOLD = Duration.ofSeconds(Gate.isNightly() ? 30 : 3);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration RECOVERY_MAX = Duration.ofSeconds(5);
  private static final Duration RESTART_MAX = Duration.ofSeconds(90);

  @Test
  void whicheverPartIsFullIntakeAnswersAndNothingIsLost() throws Exception {
    var obstacles =
        Stream.of(
            CannotRunHere.withoutRoot(),
            CannotRunHere.without("mkfs.ext4"),
            CannotRunHere.withoutLoopDevice());
    if (!CannotRunHere.allows("F05 full parts", obstacles)) {
      return;
    }
    int rounds = Gate.cycles(1, 6);
    try (var workshop = new Workshop("full-parts")) {
      var parts = Parts.in(workshop);
      var server = parts.server();
      var sender = Sender.start(server.port(), RATE);
      for (int round = 0; round < rounds; round++) {
        parts.fillTheLog(sender);
        parts.fillTheTables(sender);
        assertThat(sender.answers().keySet())
            .isSubsetOf(round == 0 ? Set.of(200) : Set.of(200, 503));
        parts.fillTheWriteAheadLogThenTheJournal(sender);
      }
      sender.stop(Duration.ofSeconds(20));

      var verdict = new Oracle(sender).judge(server::connect);

      FaultReport.print(
          "F05 one part full",
          4 * rounds,
          verdict,
          "answers=%s panics=%d".formatted(sender.answers(), parts.panics()));
      assertThat(verdict).matches(Verdict::isClean);
      assertThat(sender.answers()).containsOnlyKeys(200, 503);
      assertThat(parts.panics()).isPositive();
    }
  }

  /// A server on four disks.
  private record Parts(
      LoopImage journal,
      LoopImage tables,
      LoopImage writeAheadLog,
      LoopImage log,
      ServerProcess server) {

    static Parts in(Workshop workshop) {
      var journal = LoopImage.at("data/journal", workshop, 64);
      var tables = LoopImage.at("data/postgres", workshop, 500);
      var writeAheadLog = LoopImage.at("wal", workshop, 250);
      var log = LoopImage.at("data/postgres/log", workshop, 20);
      var setup =
          ServerProcess.Setup.in(workshop.folder("data"))
              .with("journal.segment-bytes=1MiB", "journal.group-bytes=256KiB", "disk.reserve=1")
              .with("postgres.embedded.max-wal-size=100MB");
      var server = new ServerProcess(workshop, setup);
      server.logInto(log.folder());
      server.start();
      server.stop();
      moveTo(writeAheadLog.folder(), tables.folder().resolve("cluster/pg_wal"));
      server.start();
      return new Parts(journal, tables, writeAheadLog, log, server);
    }

    private static void moveTo(Path folder, Path writeAheadLog) {
      Shell.must("cp", "-a", writeAheadLog + "/.", folder.toString());
      Shell.must("rm", "-r", writeAheadLog.toString());
      Shell.must("ln", "-s", folder.toString(), writeAheadLog.toString());
    }

    /// Although there is something to say: a process of PostgreSQL dies.
    void fillTheLog(Sender sender) throws SQLException {
      sender.awaitMore(RATE, SOON);
      log.fill(0);
      Shell.signal("KILL", server.postgres().subList(1, 2));
      sender.awaitMore(RATE, SOON);
      awaitStoring();
      log.free();
    }

    void fillTheTables(Sender sender) throws SQLException {
      tables.fill(0);
      assertThat(Await.until(SOON, () -> health().contains("No space left"))).isTrue();
      sender.awaitMore(HOLD.toSeconds() * RATE / 2, SOON);
      tables.free();
      awaitStoring();
    }

    /// PostgreSQL may be recovering first: it answers nobody until it is done.
    private void awaitStoring() throws SQLException {
      assertThat(Await.until(SOON, () -> stored() >= 0)).as("PostgreSQL answers").isTrue();
      long stored = stored();
      assertThat(Await.until(SOON, () -> stored() > stored + RATE)).as("stores again").isTrue();
    }

    /// PostgreSQL gives itself up when it cannot write ahead; then everything is in the journal.
    void fillTheWriteAheadLogThenTheJournal(Sender sender) throws IOException {
      long panics = panics();
      writeAheadLog.fill(0);
      assertThat(Await.until(SOON, () -> hasPanicked(panics))).as("PostgreSQL panics").isTrue();
      long refused = sender.answers(503);
      sender.awaitMore(HOLD.toSeconds() * RATE / 2, SOON);
      assertThat(sender.answers(503)).isEqualTo(refused);

      journal.fill(0);
      assertThat(Await.until(SOON, () -> sender.answers(503) > refused)).isTrue();
      Await.pause(HOLD);
      journal.free();
      long acknowledged = sender.acknowledged();
      assertThat(Await.until(RECOVERY_MAX, () -> sender.acknowledged() > acknowledged + RATE / 2))
          .as(() -> "takes events again: " + sender.answers() + server.threads())
          .isTrue();

      writeAheadLog.free();
      assertThat(Await.until(RESTART_MAX, () -> stored() >= acknowledged))
          .as(() -> "PostgreSQL is started again: " + server.logTail() + postgresLog())
          .isTrue();
      assertThat(Await.until(RECOVERY_MAX, server::isReady)).isTrue();
    }

    /// Writes ahead until there is no room; whether it has come to that.
    private boolean hasPanicked(long before) throws IOException {
      try (var connection = server.connect();
          var statement = connection.createStatement()) {
        statement.execute("SELECT pg_logical_emit_message(false, 'fill', repeat('x', 8000000))");
        statement.execute("SELECT pg_switch_wal()");
      } catch (SQLException _) { // it is gone, or on its way
        return panics() > before;
      }
      return false;
    }

    /// How often PostgreSQL has given itself up.
    long panics() throws IOException {
      return postgresLog().stream().filter(line -> line.contains("PANIC:")).count();
    }

    private List<String> postgresLog() {
      try (var files = Files.list(log.folder())) {
        var lines = new ArrayList<String>();
        for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
          lines.addAll(Files.readAllLines(file));
        }
        return lines;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String health() throws IOException, InterruptedException {
      return server.get("/health").body();
    }

    private long stored() throws SQLException {
      try (var connection = server.connect()) {
        return Oracle.number(connection, "SELECT coalesce(sum(rows), 0) FROM slice_rows");
      }
    }
  }
}
