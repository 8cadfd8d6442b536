package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.realevents.GitHubEvent;
import dev.forktail.app.realevents.GitHubEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `docs/backup.md`, followed to the letter.
final class BackupGuideIT {
  private static final int EVENT_BYTES_MAX = 32 << 10;
  private static final String COUNT = "SELECT count(*), count(DISTINCT message_id) FROM events";
  private static final String RIGHT = "The store is right";

  private final List<GitHubEvent> events =
      GitHubEvents.all().stream()
          .filter(event -> event.toTrack(event.id(), Instant.EPOCH).length <= EVENT_BYTES_MAX)
          .limit(2_000)
          .toList();

  @Test
  void aCopyMadeWhileTheServerRunsIsAllThatWasStored() throws Exception {
    try (var workshop = new Workshop("backup-hot")) {
      Path data = workshop.folder("data");
      var setup = ServerProcess.Setup.in(data).withExperiments();
      var server = new ServerProcess(workshop, setup).start();
      var client = fill(server, data);

      var guide = guide(workshop, data);
      assertThat(guide.follow("While the server runs")).contains("Copied to ");
      client.store(lines(1_500, 2_000));
      server.kill();
      PostgresProcesses.kill(data.resolve("postgres/cluster"));
      PostgresProcesses.kill(data.resolve("product/cluster"));

      assertThat(guide.follow("Restore")).contains(RIGHT).contains("Every sealed slice is staged.");
      server.start();
      assertThat(client.rows(COUNT)).isEqualTo(List.of("1500,1500"));
      client.store(lines(1_500, 2_000));
      client.restarted();
      client.export();
      assertThat(client.rows(COUNT)).isEqualTo(List.of("2000,2000"));
    }
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
