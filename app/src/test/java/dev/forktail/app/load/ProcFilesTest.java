package dev.forktail.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {
  @TempDir private Path root;

  @Test
  @EnabledOnOs(OS.LINUX)
  void thisProcessIsFoundByThePortItListensOn() throws IOException {
    var proc = new ProcFiles(Path.of("/proc"));
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(proc.findListener(socket.getLocalPort())).hasValue(ProcessHandle.current().pid());
    }
    assertThat(proc.cpuMicros(ProcessHandle.current().pid()).orElseThrow()).isPositive();
    assertThat(proc.residentBytes(ProcessHandle.current().pid()).orElseThrow())
        .isGreaterThan(10 << 20);
  }

  @Test
  void aFamilyIsTheProcessItsLivingChildrenAndThoseItHasWaitedFor() throws IOException {
    stat(100, "post) gres", 1, "10 20 300 400");
    stat(101, "postgres", 100, "1 2 0 0");
    stat(102, "other", 1, "5000 0 0 0");

    assertThat(new ProcFiles(root).familyCpuMicros(100)).hasValue(7_330_000);
    assertThat(new ProcFiles(root).cpuMicros(101)).hasValue(30_000);
  }

  @Test
  void whereNothingIsKnownNothingIsFound() {
    var proc = new ProcFiles(root.resolve("none"));

    assertThat(proc.findListener(80)).isEmpty();
    assertThat(proc.familyCpuMicros(1)).isEmpty();
    assertThat(proc.residentBytes(1)).isEmpty();
  }

  private void stat(long pid, String name, long parent, String ticks) throws IOException {
    Path folder = Files.createDirectories(root.resolve(Long.toString(pid)));
    Files.writeString(
        folder.resolve("stat"),
        "%d (%s) S %d 1 1 0 -1 4194560 1 2 3 4 %s 20 0 1 0\n".formatted(pid, name, parent, ticks));
  }
}
