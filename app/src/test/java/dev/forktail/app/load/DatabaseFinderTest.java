package dev.forktail.app.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.app.ServerFile;
import dev.forktail.postgres.PostgresConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFinderTest {
  private static final String URL = "jdbc:postgresql://127.0.0.1:6432/event";
  @TempDir private Path folder;

  @Test
  void aRunningServerIsFoundByItsPort() throws IOException {
    server().write(ServerFile.forPort(folder, 8080));
    var finder = new DatabaseFinder(folder, null, null);

    assertThat(finder.find(8080)).contains(PostgresConfig.standard(URL, "ev", "secret"));
    assertThat(finder.find(8081)).isEmpty();
  }

  @Test
  void whatAKilledServerLeftIsNotTakenForTheOneAtItsPort() throws Exception {
    Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    server(killed.pid()).write(ServerFile.forPort(folder, 8080));

    assertThat(new DatabaseFinder(folder, null, null).find(8080)).isEmpty();
  }

  @Test
  void theDataFolderSaysItToo() throws IOException {
    server().write(ServerFile.inData(folder));

    assertThat(new DatabaseFinder(folder, null, folder).find(1))
        .contains(PostgresConfig.standard(URL, "ev", "secret"));
    assertThatThrownBy(() -> new DatabaseFinder(folder, null, folder.resolve("none")).find(1))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aUrlOverridesEverything() throws IOException {
    server().write(ServerFile.inData(folder));
    String url = "jdbc:postgresql://db.example/event?user=a";

    var found = new DatabaseFinder(folder, url, folder).find(1).orElseThrow();

    assertThat(found.url()).isEqualTo(url);
    assertThat(DatabaseFinder.localPort(found)).isZero();
    assertThat(DatabaseFinder.localPort(PostgresConfig.standard(URL, "", ""))).isEqualTo(6_432);
  }

  private ServerFile server() {
    return server(ProcessHandle.current().pid());
  }

  private ServerFile server(long pid) {
    return new ServerFile(folder, URL, "ev", "secret", pid);
  }
}
