package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.realevents.GitHubEvent;
import dev.forktail.app.realevents.GitHubEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// `docs/backup.md`, followed to the letter.
@Order(5)
final class BackupGuideIT {
  private static final int EVENT_BYTES_MAX = 32 << 10;
  private static final String COUNT = "SELECT count(*), count(DISTINCT message_id) FROM events";
  private static final String COUNT_OWN = COUNT + " WHERE name NOT LIKE 'fault %'";
  private static final String DOUBLED = "SELECT count(*) - count(DISTINCT message_id) FROM events";
  private static final int PER_SECOND = 3_000;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String RIGHT = "The store is right";

  private final List<GitHubEvent> events =
      GitHubEvents.all().stream()
          .filter(event -> event.toTrack(event.id(), Instant.EPOCH).length <= EVENT_BYTES_MAX)
          .limit(2_000)
          .toList();

  @Test
  void aCopyMadeUnderLoadHasOnceAllThatWasAcknowledgedBefore() throws Exception {
    try (var workshop = new Workshop("backup-hot")) {
      Path data = workshop.folder("data");
      var setup = ServerProcess.Setup.in(data).withExperiments();
      var server = new ServerProcess(workshop, setup).start();
      var client = fill(server, data);

      var guide = guide(workshop, data);
      var sender = Sender.start(server.port(), PER_SECOND);
      sender.awaitMore(PER_SECOND, SOON);
      var before = sender.acknowledgedSoFar();
      assertThat(guide.follow("While the server runs")).contains("Copied to ");
      sender.awaitMore(100, SOON);
      sender.stop(SOON);
      server.kill();
      PostgresProcesses.kill(data.resolve("postgres/cluster"));
      PostgresProcesses.kill(data.resolve("product/cluster"));

      assertThat(guide.follow("Restore")).contains(RIGHT).contains("Every sealed slice is staged.");
      server.start();
      assertThat(sender.acknowledged()).isGreaterThan(before.cardinality());
      before.andNot(stored(server, sender));
      assertThat(before.cardinality()).as("lost of those acknowledged before").isZero();
      assertThat(client.rows(DOUBLED)).isEqualTo(List.of("0"));
      assertThat(client.rows(COUNT_OWN)).isEqualTo(List.of("1500,1500"));
      client.store(lines(1_500, 2_000));
      client.restarted();
      client.export();
      assertThat(client.rows(COUNT_OWN)).isEqualTo(List.of("2000,2000"));
      assertThat(client.rows(DOUBLED)).isEqualTo(List.of("0"));
    }
  }

  /// The numbers of the sender's events.
  private static BitSet stored(ServerProcess server, Sender sender) throws SQLException {
    var numbers = new BitSet();
    try (var connection = server.connect();
        var statement = connection.createStatement()) {
      for (var slice : Oracle.slices(connection)) {
        String sql =
            "SELECT message_id FROM %s WHERE starts_with(message_id, '%s')"
                .formatted(slice, sender.prefix());
        try (var rows = statement.executeQuery(sql)) {
          while (rows.next()) {
            String id = rows.getString(1).substring(sender.prefix().length());
            numbers.set(Integer.parseInt(id, 16));
          }
        }
      }
    }
    return numbers;
  }

  @Test
  void aCopyOfTheStoppedServerAndTheLakeAloneBringEverythingBack() throws Exception {
    try (var workshop = new Workshop("backup-cold")) {
      Path data = workshop.folder("data");
      var server = new ServerProcess(workshop, ServerProcess.Setup.in(data)).start();
      var client = fill(server, data);
      server.stop();

      var guide = guide(workshop, data);
      guide.follow("With the server stopped");
      assertThat(guide.follow("Restore")).contains(RIGHT);
      server.start();
      assertThat(client.rows(COUNT)).isEqualTo(List.of("1500,1500"));
      client.restarted();
      client.export();
      server.stop();

      assertThat(guide.follow("The database is lost, the lake is there"))
          .contains("events       1500")
          .contains("Lost with the event database:")
          .contains(RIGHT);
      server.start();
      assertThat(client.rows(COUNT)).isEqualTo(List.of("1500,1500"));
    }
  }

  /// Events in the lake, in staged files, and in the database alone.
  private ServerClient fill(ServerProcess server, Path data) throws Exception {
    var client = new ServerClient(server, data);
    client.store(lines(0, 500));
    client.export();
    client.store(lines(500, 1_000));
    client.stage();
    client.store(lines(1_000, 1_500));
    return client;
  }

  private List<byte[]> lines(int from, int to) {
    return events.subList(from, to).stream()
        .map(event -> event.toTrack(event.id(), Instant.now()))
        .toList();
  }

  private static Guide guide(Workshop workshop, Path data) throws IOException {
    return new Guide(
        Path.of("../docs/backup.md"),
        workshop.folder(),
        Map.of("DATA", data.toString(), "BACKUP", workshop.folder().resolve("backup").toString()));
  }
}
