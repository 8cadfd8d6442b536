package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.fault.JournalMap.Place;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// F07: what a stopped server left in its journals is damaged while PostgreSQL is away. After the
/// start only what was hit is missing, its place is in the log, and it is counted.
///
/// Every round begins with the same journals and the same database, and damages one file of each
/// journal.
final class CorruptionIT {
  private static final int LANES = 10;
  private static final int EVENTS = 5_000;
  private static final Pattern LOGGED =
      Pattern.compile("journal=(\\S+) segment=(\\d+) offset=(\\d+) bytes=-?\\d+ records=(\\d+)");

  private final long seed = Gate.seed();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void damageCostsWhatItHitsAndIsCounted() throws IOException, SQLException {
    int rounds = Gate.cycles(50, 1_000) / LANES;
    try (var workshop = new Workshop("corruption")) {
      var stopped = StoppedServer.with(LANES, EVENTS, workshop);
      var verdict = round(stopped, 0);
      for (int round = 1; round < rounds; round++) {
        stopped.restore();
        verdict = verdict.plus(round(stopped, round));
      }
      FaultReport.print(
          "F07 corruption",
          rounds * LANES,
          verdict.withLost(0),
          "hit_and_counted=%d starts=%d seed=%d".formatted(verdict.lost(), rounds, seed));
      assertThat(verdict.lost()).isBetween(1L, verdict.stored() / 2);
    }
  }

  private Verdict round(StoppedServer stopped, int round) throws IOException, SQLException {
    var map = JournalMap.of(stopped.journals(), stopped.sender().prefix());
    assertThat((long) map.places().size()).isEqualTo(stopped.sender().acknowledged());
    var damaged = damageEachJournal(map, round);
    map.lookAgain();
    var log = stopped.startAndDrain();

    try (var connection = stopped.postgres().connect()) {
      connection.setAutoCommit(false);
      var missing = new HashMap<>(map.places());
      missing.keySet().removeAll(stored(connection));
      long counted = counted(connection);
      var verdict = new Oracle(stopped.sender()).judge(connection);

      assertThat(verdict.withLost(0)).matches(Verdict::isClean);
      assertThat(verdict.lost()).as(log::toString).isEqualTo(counted).isEqualTo(missing.size());
      assertThat(stopped.health()).contains("\"damagedRecords\":" + missing.size() + "}");
      requireHit(missing, map, damaged);
      requireLogged(missing.values().stream().toList(), log);
      return verdict;
    }
  }

  /// Damages one file of each journal, in turn in all ways, and tells which way each was.
  private Map<String, Damaging> damageEachJournal(JournalMap map, int round) throws IOException {
    var kinds = Damaging.values();
    var damaged = new HashMap<String, Damaging>();
    int number = round;
    for (var files : map.filesInUse()) {
      var kind = kinds[number++ % kinds.length];
      int index = random.nextInt(files.size());
      var file = files.get(index);
      var other = files.get((index + 1 + random.nextInt(files.size() - 1)) % files.size());
      kind.damage(file, other, random);
      damaged.put(JournalMap.journal(file), kind);
    }
    assertThat(damaged).hasSize(LANES);
    return damaged;
  }

  /// Nothing is missing but what has lost some of its bytes.
  private void requireHit(
      Map<String, Place> missing, JournalMap map, Map<String, Damaging> damaged) {
    missing.forEach(
        (messageId, place) ->
            assertThat(damaged.get(place.journal()) != Damaging.SWAP_TWO && map.wasHit(place))
                .as("%s in %s, seed %d", messageId, place, seed)
                .isTrue());
  }

  /// The log names the segment, an offset before the event, and as many as are missing.
  private static void requireLogged(List<Place> missing, List<String> log) {
    var logged = log.stream().map(LOGGED::matcher).filter(match -> match.find()).toList();
    for (var place : missing) {
      assertThat(logged)
          .as("the log names %s", place)
          .anyMatch(
              match ->
                  match.group(1).equals(place.journal())
                      && Long.parseLong(match.group(2)) == place.segment()
                      && Long.parseLong(match.group(3)) < place.to());
    }
    assertThat(logged.stream().mapToLong(match -> Long.parseLong(match.group(4))).sum())
        .isEqualTo(missing.size());
  }

  private static Set<String> stored(Connection connection) throws SQLException {
    var stored = new HashSet<String>();
    for (var table : Oracle.slices(connection)) {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("SELECT message_id FROM " + table)) {
        while (rows.next()) {
          stored.add(rows.getString(1));
        }
      }
    }
    return stored;
  }

  /// What the store says was damaged.
  private static long counted(Connection connection) throws SQLException {
    return Oracle.number(connection, "SELECT sum(damaged) FROM lane")
        + Oracle.number(connection, "SELECT sum(damaged) FROM ledger");
  }
}
