package dev.forktail.app.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Small programs of the system.
final class Shell {
  private static final List<Path> FOLDERS =
      Stream.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin").map(Path::of).toList();

  private Shell() {}

  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  static Result run(String... command) {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(List.of(command) + " does not end");
      }
      return new Result(process.exitValue(), output.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in " + command[0], e);
    }
  }

  /// Like [#run], but a failure of the command is one of the test.
  static String must(String... command) {
    var result = run(command);
    if (!result.succeeded()) {
      throw new IllegalStateException(
          "%s: exit code %d: %s".formatted(List.of(command), result.exitCode(), result.output()));
    }
    return result.output();
  }

  /// Sends a signal (`KILL`, `STOP`, …) to processes; those that are gone do not mind.
  static void signal(String signal, List<Long> pids) {
    for (long pid : pids) {
      run("kill", "-" + signal, Long.toString(pid));
    }
  }

  static boolean has(String program) {
    return FOLDERS.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
