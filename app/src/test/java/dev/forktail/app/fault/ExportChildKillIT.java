package dev.forktail.app.fault;

import static dev.forktail.app.fault.ExportScene.PATIENCE;
import static dev.forktail.app.fault.ExportScene.QUICKLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// F02 behind the store: the DuckDB child of the export is killed.
final class ExportChildKillIT {
  private final long seed = Gate.seed();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void aDuckDbChildThatIsKilledIsReplaced() throws Exception {
    int kills = Gate.cycles(5, 100);
    try (var scene = new ExportScene("export-child")) {
      var server = scene.server("a");
      server.start(QUICKLY);
      scene.begin();
      for (int kill = 0; kill < kills; kill++) {
        scene.seal(2);
        assertThat(Await.until(PATIENCE, () -> !children(server).isEmpty()))
            .as(server::logTail)
            .isTrue();
        Await.pause(Duration.ofMillis(random.nextInt(200)));
        Shell.signal("KILL", children(server));
      }

      scene.assertAllIsThereOnceAndNothingElse(server);
      System.out.printf("F02 DuckDB child killed: kills=%d seed=%d%n", kills, seed);
    }
  }

  private static List<Long> children(ServerProcess server) {
    return ProcessHandle.of(server.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .filter(ExportChildKillIT::isDuckDb)
        .toList();
  }

  /// Whether it is a child of the export, and not one for statements, by the whole command line,
  /// which a process handle does not give when it is long.
  private static boolean isDuckDb(long pid) {
    try {
      String command = Files.readString(Path.of("/proc/" + pid + "/cmdline"));
      return command.contains("ChildMain") && !command.contains("/query/children");
    } catch (IOException _) { // it has ended
      return false;
    }
  }
}
