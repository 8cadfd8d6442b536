package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A server that was stopped while PostgreSQL was away: its journals hold all that it had
/// acknowledged. It can be brought back to that moment as often as a test wants.
final class StoppedServer {
  private static final int RATE = 2_000;
  private static final Duration DRAIN_MAX = Duration.ofSeconds(60);

  private final ExternalPostgres postgres;
  private final ServerProcess server;
  private final Sender sender;
  private final Path data;
  private final Path aside;

  private StoppedServer(
      ExternalPostgres postgres, ServerProcess server, Sender sender, Path data, Path aside) {
    this.postgres = postgres;
    this.server = server;
    this.sender = sender;
    this.data = data;
    this.aside = aside;
  }

  /// A server with so many lanes, and so many events in their journals.
  static StoppedServer with(int lanes, int events, Workshop workshop) {
    var data = workshop.folder("data");
    var postgres = ExternalPostgres.in(workshop.folder("data/postgres"), workshop);
    var setup =
        ServerProcess.Setup.in(data.resolve("server"))
            .with("journal.segment-bytes=128KiB", "journal.group-bytes=64KiB")
            .with("buffer.lanes=" + lanes)
            .with(postgres.settings(postgres.port()));
    var server = new ServerProcess(workshop, setup);
    server.start();
    postgres.crash();
    var sender = Sender.start(server.port(), RATE);
    sender.awaitMore(events, Duration.ofSeconds(60));
    sender.stop(Duration.ofSeconds(10));
    server.stop();
    var aside = workshop.folder("aside");
    Shell.must("cp", "-a", data + "/.", aside.toString());
    return new StoppedServer(postgres, server, sender, data, aside);
  }

  Sender sender() {
    return sender;
  }

  ExternalPostgres postgres() {
    return postgres;
  }

  Path journals() {
    return data.resolve("server/journal");
  }

  /// Ends it again, and forgets all that has happened since.
  void restore() {
    server.kill();
    postgres.crash();
    Workshop.delete(data);
    Shell.must("cp", "-a", aside + "/.", data.toString());
  }

  /// What the running server says of itself.
  String health() throws IOException {
    try {
      return server.get("/health").body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(e.getMessage());
    }
  }

  /// Starts it together with PostgreSQL, and returns what it has logged until what its journals
  /// held was stored and they were deleted.
  List<String> startAndDrain() throws IOException {
    var left = folders(journals());
    int before = server.log().size();
    postgres.start();
    server.start();
    assertThat(Await.until(DRAIN_MAX, () -> left.stream().noneMatch(Files::exists)))
        .as(() -> "the journals are drained and deleted\n" + server.logTail())
        .isTrue();
    var log = server.log();
    return log.subList(before, log.size());
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (var folders = Files.list(parent)) {
      return folders.toList();
    }
  }
}
