package dev.forktail.postgres.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that was run to its end. Meant for programs that print little: what they print must
/// fit the pipe's buffer.
record ExternalCommand(int exitCode, String output) {

  /// Runs `command` in `folder`, with nothing of our environment but PATH.
  static ExternalCommand run(Path folder, List<String> command, Duration limit) throws IOException {
    var process = builder(folder, command).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new EmbeddedPostgresException(
            "%s did not end within %s: is the disk very slow?".formatted(command, limit));
      }
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new ExternalCommand(process.exitValue(), output.strip());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("Interrupted while waiting for " + command.getFirst(), e);
    }
  }

  static ProcessBuilder builder(Path folder, List<String> command) {
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    var environment = builder.environment();
    var path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path + ":/usr/sbin:/sbin");
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
    return builder;
  }

  boolean succeeded() {
    return exitCode == 0;
  }
}
