package dev.forktail.postgres.embedded;

import static dev.forktail.postgres.embedded.ServerInFolder.tell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogIT {
  private static final String CHATTER =
      "DO $$ BEGIN FOR i IN 1..20 LOOP RAISE WARNING '%', repeat('x', 10000); END LOOP; END $$";

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path temporary;

  @Test
  void theServerStartsANewFileWhenOneIsFull() throws SQLException, IOException {
    var place = ServerInFolder.withCluster(temporary);
    try (var server = place.start(Map.of("log_rotation_size", "64kB"))) {
      var log = new ServerLog(place.dataFolder().log());
      var before = log.files().size();

      assertThat(Patience.until(() -> chatterMakesMoreThan(before, log, server), SOON)).isTrue();
    }
  }

  /// Files are named by the second, so a new one may have to wait for the next.
  private static boolean chatterMakesMoreThan(int files, ServerLog log, EmbeddedPostgres server) {
    try {
      tell(server, CHATTER);
      return log.files().size() > files;
    } catch (SQLException | IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void onlyTheNewestFilesAreKept() throws IOException {
    for (int day = 10; day < 31; day++) {
      Files.createFile(temporary.resolve("postgres-202601%d-000000.log".formatted(day)));
    }
    var note = Files.createFile(temporary.resolve("note.txt"));
    var log = new ServerLog(temporary);

    log.prune();

    assertThat(log.files()).hasSize(ServerLog.FILES_MAX);
    assertThat(log.files().getFirst()).hasFileName("postgres-20260130-000000.log");
    assertThat(log.files().getLast()).hasFileName("postgres-20260121-000000.log");
    assertThat(note).exists();
  }
}
