package dev.forktail.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFileTest {
  private final ServerFile server =
      new ServerFile(
          Path.of("/srv/daten ü"), "jdbc:postgresql://127.0.0.1:6432/event", "ev", "a=b\\c:#!", 42);
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = ServerFile.forPort(folder, 8080);

    server.write(file);

    assertThat(ServerFile.read(file)).isEqualTo(server);
  }

  @Test
  void onlyTheOwnerMayReadItAndNothingElseIsLeftBehind() throws IOException {
    Path file = ServerFile.inData(folder);

    server.write(file);
    server.write(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatKilledServersLeftIsSweptAway() throws Exception {
    Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    Path left = ServerFile.forPort(folder, 8080);
    Path current = ServerFile.forPort(folder, 8081);
    writtenBy(killed.pid()).write(left);
    writtenBy(ProcessHandle.current().pid()).write(current);

    ServerFile.sweep(folder);
    ServerFile.sweep(folder.resolve("nobody"));

    assertThat(left).doesNotExist();
    assertThat(current).exists();
  }

  @Test
  void aMissingKeyIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("half.properties"), "data=/x\njdbcUrl=y\n");

    assertThatThrownBy(() -> ServerFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No user in");
  }

  @Test
  void thePasswordIsNotPrinted() {
    assertThat(server.toString()).doesNotContain("a=b").contains("6432");
  }

  private static ServerFile writtenBy(long pid) {
    return new ServerFile(Path.of("/srv"), "jdbc:postgresql://127.0.0.1:6432/event", "ev", "", pid);
  }
}
