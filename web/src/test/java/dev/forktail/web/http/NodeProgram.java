package dev.forktail.web.http;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// Client libraries of others, fetched by npm into `target/npm`, and scripts that Node runs with
/// them.
public final class NodeProgram {
  private static final Path PACKAGES = Path.of("target", "npm").toAbsolutePath();
  private static final int SECONDS_MAX = 120;

  private NodeProgram() {}

  /// The folder that has `node_modules` with these packages, of these versions (`name@1.2.3`). When
  /// it cannot be had, the test says so and ends.
  public static Path packages(String test, String... packages) throws Exception {
    for (var program : List.of("node", "npm")) {
      if (!onPath(program)) {
        cannotRun(test, program + " is not installed");
      }
    }
    Files.createDirectories(PACKAGES);
    var fetched = PACKAGES.resolve("fetched.txt");
    var wanted = String.join(" ", packages);
    if (!Files.exists(fetched) || !Files.readAllLines(fetched).contains(wanted)) {
      fetch(test, packages);
      Files.writeString(
          fetched, wanted + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    return PACKAGES;
  }

  private static void fetch(String test, String... packages) throws Exception {
    var command = new ArrayList<>(List.of("npm", "install", "--prefix", PACKAGES.toString()));
    command.addAll(List.of("--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"));
    command.addAll(List.of("--save-exact"));
    command.addAll(Arrays.asList(packages));
    var run = run(PACKAGES, command);
    if (run.exitCode() != 0) {
      cannotRun(test, "npm: " + run.output().strip());
    }
  }

  /// What a script printed, and how it ended.
  public record Run(int exitCode, String output) {}

  /// Runs a script of the test resources' folder `node`, which finds the packages by
  /// `process.argv[2]`.
  public static Run run(String script, String... arguments) throws Exception {
    var file = Path.of("src", "test", "resources", "node", script).toAbsolutePath();
    var command = new ArrayList<>(List.of("node", file.toString(), PACKAGES.toString()));
    command.addAll(Arrays.asList(arguments));
    return run(PACKAGES, command);
  }

  private static Run run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    var log = Files.createTempFile("node", ".log");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new AssertionError("Does not end: " + command + "\n" + Files.readString(log));
      }
      return new Run(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(log);
    }
  }

  /// Says that a test cannot run on this machine, and why; it is counted.
  public static void cannotRun(String test, String reason) throws IOException {
    Files.writeString(
        Path.of("target/cannot-run-here.txt"),
        "cannot run here: %s: %s%n".formatted(test, reason),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Assumptions.abort("cannot run here: " + reason);
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
