package dev.forktail.postgres.embedded;

import static dev.forktail.postgres.embedded.ServerInFolder.ask;
import static dev.forktail.postgres.embedded.ServerInFolder.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashRecoveryIT {
  /// Does not look whether the server is still there.
  private static final String BUSY =
      "SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b";

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path temporary;
  private ServerInFolder place;

  @BeforeEach
  void chooseFolder() {
    place = ServerInFolder.withCluster(temporary);
  }

  @Test
  void aKilledServerIsBackOnTheSamePortWithWhatItHadCommitted() throws SQLException {
    try (var server = place.start()) {
      tell(server, "CREATE TABLE kept AS SELECT 42 AS answer");
      var port = server.port();
      var killed = server.pid();

      kill(killed);

      assertThat(Patience.until(() -> server.pid() != killed, SOON)).isTrue();
      assertThat(server.port()).isEqualTo(port);
      assertThat(ask(server, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void aServerLeftRunningIsTakenOver() throws SQLException {
    var left = place.startAndAbandon();
    try (var connection = place.connect(left);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
    }

    try (var server = place.start()) {
      assertThat(server.pid()).isEqualTo(left.pid());
      assertThat(server.port()).isEqualTo(left.port());
      assertThat(ask(server, "SELECT answer FROM kept")).isEqualTo("42");
    }
    assertThat(left.isAlive()).isFalse();
  }

  @Test
  void aServerLeftRunningWithOtherSettingsIsRestarted() throws SQLException {
    var left = place.startAndAbandon();

    try (var server = place.start(Map.of("work_mem", "5MB"))) {
      assertThat(server.pid()).isNotEqualTo(left.pid());
      assertThat(ask(server, "SHOW work_mem")).isEqualTo("5MB");
    }
  }

  @Test
  void theProcessIdOfAnotherLivingProcessIsNoServer() throws IOException {
    place.start().close();
    var file = PostmasterPidFile.file(place.dataFolder().cluster());
    var ourselves = Long.toString(ProcessHandle.current().pid());
    Files.write(
        file, Stream.of(ourselves, "x", "1", "5432", "", "127.0.0.1", "1 1", "ready").toList());

    try (var server = place.start()) {
      assertThat(server.pid()).isNotEqualTo(ProcessHandle.current().pid());
    }
  }

  @Test
  void aKilledServerWhoseSessionsLiveOnCanBeStartedAtOnce() throws SQLException {
    var left = place.startAndAbandon();
    try (var busy = place.connect(left);
        var statement = busy.createStatement()) {
      var backend = Long.parseLong(ask(busy, "SELECT pg_backend_pid()"));
      var work = new FutureTask<>(() -> statement.execute(BUSY));
      Thread.ofVirtual().start(work);
      assertThat(Patience.until(() -> isComputing(backend), SOON)).isTrue();
      kill(left.pid());

      try (var server = place.start()) {
        assertThat(new ClusterProcesses(place.dataFolder()).include(backend)).isFalse();
        assertThat(ask(server, "SELECT 1")).isEqualTo("1");
      }
      assertThatThrownBy(work::get).hasCauseInstanceOf(SQLException.class);
    }
  }

  private static boolean isComputing(long backend) {
    return ProcessHandle.of(backend)
        .flatMap(process -> process.info().totalCpuDuration())
        .filter(used -> used.toMillis() >= 100)
        .isPresent();
  }

  private static void kill(long pid) {
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }
}
