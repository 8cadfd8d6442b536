package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.journal.Journal;
import dev.forktail.journal.LocalDisk;
import dev.forktail.journal.RecoveredJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// F07: the journal of a killed server is damaged. Only what was hit is missing, it is counted, and
/// the rest is stored.
final class CorruptionIT {
  private static final int BYTES_MAX = 16 << 20;

  private final long seed = Gate.seed();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void damageCostsWhatItHitsAndIsCounted() throws IOException, SQLException {
    int cases = Gate.cycles(50, 1_000);
    try (var workshop = new Workshop("corruption")) {
      var postgres = ExternalPostgres.in(workshop.folder("postgres"), workshop);
      var data = workshop.folder("data");
      var setup =
          ServerProcess.Setup.in(data)
              .with("journal.segment-bytes=512KiB", "journal.group-bytes=256KiB")
              .with(postgres.settings(postgres.port()));
      var server = new ServerProcess(workshop, setup);
      server.start();
      postgres.crash();
      var sender = Sender.start(server.port(), 2_000);
      sender.awaitMore(6_000, Duration.ofSeconds(60));
      sender.stop(Duration.ofSeconds(10));
      server.kill();
      var journals = data.resolve("journal");
      long missing = damageCopies(journals, workshop.folder().resolve("copy"), cases);

      var old = folders(journals);
      damageOneFileEach(journals);
      postgres.start();
      server.start();
      assertThat(Await.until(Duration.ofSeconds(30), () -> old.stream().noneMatch(Files::exists)))
          .as("the damaged journals are drained and deleted; %s", server.logTail())
          .isTrue();

      try (var connection = postgres.connect()) {
        connection.setAutoCommit(false);
        long counted = counted(connection);
        var verdict = new Oracle(sender).judge(connection);
        FaultReport.print(
            "F07 corruption",
            cases + 1,
            verdict,
            "damaged=%d in_copies=%d seed=%d".formatted(counted, missing, seed));
        assertThat(verdict.lost()).isEqualTo(counted).isBetween(1L, verdict.acknowledged() / 2);
        assertThat(verdict.withLost(0)).matches(Verdict::isClean);
      }
    }
  }

  /// Damages one file of a copy of `journals` at a time, and reads the copy. Returns how many
  /// records were missing over all.
  private long damageCopies(Path journals, Path copy, int cases) throws IOException {
    var whole = read(journals);
    var kinds = List.of(Damaging.values());
    long missing = 0;
    for (int i = 0; i < cases; i++) {
      Shell.must("cp", "-r", journals.toString(), copy.toString());
      var kind = kinds.get(i % kinds.size());
      var files = Damaging.files(copy);
      kind.damage(files.get(random.nextInt(files.size())), random);

      var rest = read(copy);

      rest.records.forEach(
          (place, payload) ->
              assertThat(payload).as("%s %s", kind, place).isEqualTo(whole.records.get(place)));
      int lost = whole.records.size() - rest.records.size();
      assertThat(rest.damaged).as("counted after %s, seed %d", kind, seed).isEqualTo(lost);
      missing += lost;
      Workshop.delete(copy);
    }
    assertThat(whole.damaged).isZero();
    return missing;
  }

  private void damageOneFileEach(Path journals) throws IOException {
    var files = new ArrayList<>(Damaging.files(journals));
    Collections.shuffle(files, new Random(seed));
    for (var kind : List.of(Damaging.FLIP_A_BIT, Damaging.ZERO_A_PAGE, Damaging.APPEND_JUNK)) {
      kind.damage(files.removeLast(), random);
    }
    Damaging.TRUNCATE.damage(files.removeLast(), random);
    Damaging.SWAP_TWO.damage(files.removeLast(), random);
  }

  private static List<Path> folders(Path journals) throws IOException {
    try (var folders = Files.list(journals)) {
      return folders.toList();
    }
  }

  /// Records by journal and sequence, and how many were found to be damaged.
  private record Content(Map<String, String> records, long damaged) {}

  private static Content read(Path journals) throws IOException {
    var records = new HashMap<String, String>();
    long damaged = 0;
    for (var journal : Journal.recover(new LocalDisk(), journals)) {
      read(journal, records);
      damaged += journal.damagedRecords();
    }
    return new Content(records, damaged);
  }

  private static void read(RecoveredJournal journal, Map<String, String> records)
      throws IOException {
    try (var reader = journal.reader(0)) {
      for (var batch = reader.read(1_000, BYTES_MAX);
          !batch.isEmpty();
          batch = reader.read(1_000, BYTES_MAX)) {
        for (var record : batch.records()) {
          var known = Integer.toHexString(Arrays.hashCode(record.payload()));
          records.put(journal.id() + "/" + record.sequence(), known);
        }
      }
    }
  }

  /// What the store says was damaged.
  private static long counted(Connection connection) throws SQLException {
    return Oracle.number(connection, "SELECT sum(damaged) FROM lane")
        + Oracle.number(connection, "SELECT sum(damaged) FROM ledger");
  }
}
