package dev.forktail.postgres.embedded;

import static dev.forktail.postgres.embedded.ServerInFolder.ask;
import static dev.forktail.postgres.embedded.ServerInFolder.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  @TempDir private Path temporary;
  private ServerInFolder place;

  @BeforeEach
  void chooseFolder() {
    place = ServerInFolder.withCluster(temporary);
  }

  @Test
  void theServerIsDurableAndAsConfigured() throws SQLException {
    try (var server = place.start(Map.of("shared_buffers", "64MB"))) {
      assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(server, "SHOW data_checksums")).isEqualTo("on");
      assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(ask(server, "SHOW server_version")).startsWith("18.");
      assertThat(ask(server, "SHOW shared_buffers")).isEqualTo("64MB");
      assertThat(ask(server, "SHOW wal_level")).isEqualTo("logical");
      assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void onlyThePasswordOpensTheDoor() throws IOException {
    try (var server = place.start()) {
      assertThat(server.password()).hasSize(48);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile())))
          .isEqualTo("rw-------");
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "guess"))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void aClosedServerIsGoneAndItsDataIsThereAtTheNextStart() throws SQLException {
    var first = place.start();
    first.createDatabase("shop");
    first.createDatabase("shop");
    tell(first, "CREATE TABLE kept AS SELECT 42 AS answer");
    first.close();
    first.close();

    assertThat(new ClusterProcesses(place.dataFolder()).all()).isEmpty();
    assertThat(PostmasterPidFile.find(place.dataFolder().cluster())).isEmpty();
    try (var second = place.start()) {
      assertThat(ask(second, "SELECT answer FROM kept")).isEqualTo("42");
      assertThat(ask(second, "SELECT count(*) FROM pg_database WHERE datname = 'shop'"))
          .isEqualTo("1");
    }
  }

  @Test
  void aTakenPortIsSaidInOneSentence() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var config = place.config(other.getLocalPort(), Map.of());

      assertThatThrownBy(() -> EmbeddedPostgres.start(config))
          .isInstanceOf(EmbeddedPostgresException.class)
          .hasMessage(
              "Port %d on 127.0.0.1 is taken: give PostgreSQL another one, or 0 for any"
                  .formatted(other.getLocalPort()));
    }
  }

  @Test
  void whatIsWrongWithTheServerIsInTheMessage() {
    assertThatThrownBy(() -> place.start(Map.of("shared_buffers", "lots")))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
  }

  @Test
  void durabilityCannotBeTurnedOffByAlterSystem() throws SQLException {
    try (var server = place.start()) {
      tell(server, "ALTER SYSTEM SET fsync = off");
    }
    try (var server = place.start()) {
      assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
    }
  }

  @Test
  void aServerThatAnswersBeforeDataIsSafeIsNotUsed() throws SQLException {
    try (var server = place.start()) {
      tell(server, "ALTER ROLE forktail SET synchronous_commit = off");
    }

    assertThatThrownBy(place::start)
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("synchronous_commit");
    assertThat(new ClusterProcesses(place.dataFolder()).all()).isEmpty();
  }

  private Path passwordFile() {
    return place.dataFolder().password();
  }
}
