package dev.forktail.app.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Runs a command of the packaged program, as a person does.
final class ProgramRun {
  private ProgramRun() {}

  static Shell.Result of(String... arguments) {
    return Shell.run(command(arguments));
  }

  /// The same, killed as soon as it says something with `said` in it.
  static Shell.Result killedAt(String said, String... arguments) {
    try {
      var process = new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
      var output = new StringBuilder();
      try (var lines = process.inputReader()) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          output.append(line).append('\n');
          if (line.contains(said)) {
            Shell.signal("KILL", List.of(process.pid()));
          }
        }
      }
      return new Shell.Result(process.waitFor(), output.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in " + arguments[0], e);
    }
  }

  private static String[] command(String... arguments) {
    var command = new ArrayList<>(java());
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  /// What stands before a command's own words.
  static List<String> java() {
    var java = new ArrayList<>(FastStart.java());
    java.addAll(FastStart.options());
    java.addAll(List.of("-cp", FastStart.classPath(), "dev.forktail.app.Forktail"));
    return java;
  }
}
