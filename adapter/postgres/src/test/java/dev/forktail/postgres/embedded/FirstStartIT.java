package dev.forktail.postgres.embedded;

import static dev.forktail.postgres.embedded.ServerInFolder.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartIT {
  /// Greater than any process id.
  private static final int NO_PROCESS = 999_999_999;

  @TempDir private Path temporary;

  @Test
  void aClusterWhoseCreationWasCutOffIsCreatedAgain() throws IOException, SQLException {
    var place = new ServerInFolder(temporary);
    var half = Files.createDirectories(temporary.resolve("unfinished-cluster-1/cluster/base"));
    Files.writeString(half.resolveSibling("PG_VERSION"), "18\n");

    try (var server = place.start()) {
      assertThat(ask(server, "SELECT 1")).isEqualTo("1");
      assertThat(temporary.resolve("unfinished-cluster-1")).doesNotExist();
    }
  }

  @Test
  void aFolderWithSomethingElseIsLeftAlone() throws IOException {
    var foreign = Files.createDirectories(temporary.resolve("cluster")).resolve("diary");
    Files.writeString(foreign, "Dear diary");

    assertThatThrownBy(new ServerInFolder(temporary)::start)
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("is no PostgreSQL cluster");
    assertThat(foreign).hasContent("Dear diary");
  }

  @Test
  void twoAtOnceMayUnpackAgainWhatLostAFile()
      throws IOException, ExecutionException, InterruptedException {
    var whole = PostgresBinaries.unpackedIn(ServerInFolder.BINARIES);
    var name = whole.folder().getFileName().toString();
    var damaged = new PostgresBinaries(temporary.resolve(name));
    ServerInFolder.copy(whole.folder(), damaged.folder());
    assertThat(damaged.isComplete()).isTrue();
    Files.delete(damaged.program("initdb"));
    assertThat(damaged.isComplete()).isFalse();
    Files.createDirectory(temporary.resolve(".unfinished-" + NO_PROCESS + "-1"));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> PostgresBinaries.unpackedIn(temporary));
      var second = threads.submit(() -> PostgresBinaries.unpackedIn(temporary));
      assertThat(first.get()).isEqualTo(damaged);
      assertThat(second.get()).isEqualTo(damaged);
    }

    assertThat(damaged.isComplete()).isTrue();
    assertThat(temporary.toFile().list()).containsExactlyInAnyOrder(name, FolderLock.FILE);
  }

  @Test
  void whatAnotherPutRightMeanwhileIsNotReplaced() throws IOException, InterruptedException {
    var whole = PostgresBinaries.unpackedIn(ServerInFolder.BINARIES);
    var repaired = new PostgresBinaries(temporary.resolve(whole.folder().getFileName()));
    ServerInFolder.copy(whole.folder(), repaired.folder());
    Files.delete(repaired.program("initdb"));
    var folderBefore = fileKey(repaired.folder());

    var late = Thread.ofPlatform().unstarted(() -> PostgresBinaries.unpackedIn(temporary));
    try (var _ = FolderLock.take(temporary)) {
      late.start();
      while (late.getState() != Thread.State.WAITING) {
        assertThat(late.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      Files.copy(
          whole.program("initdb"), repaired.program("initdb"), StandardCopyOption.COPY_ATTRIBUTES);
    }
    late.join();

    assertThat(fileKey(repaired.folder())).isEqualTo(folderBefore);
    assertThat(repaired.isComplete()).isTrue();
  }

  private static Object fileKey(Path folder) throws IOException {
    return Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
  }
}
