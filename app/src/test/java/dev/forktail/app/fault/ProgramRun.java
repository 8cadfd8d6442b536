package dev.forktail.app.fault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs a command of the packaged program, as a person does.
final class ProgramRun {
  private ProgramRun() {}

  static Shell.Result of(String... arguments) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ArrayList<>(
            List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                "target/forktail/lib/*",
                "dev.forktail.app.Forktail"));
    command.addAll(List.of(arguments));
    return Shell.run(command.toArray(String[]::new));
  }
}
