package dev.forktail.duckdb.process;

import dev.forktail.duckdb.wire.ChildSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// How a child is started: this Java and this class path, a small heap, and nothing of our
/// environment, which may hold secrets.
final class ChildCommand {
  private static final String MAIN = "dev.forktail.duckdb.child.ChildMain";
  private static final Path NICE = Path.of("/usr/bin/nice");

  private final ChildConfig config;
  private final Path nativeCode;

  ChildCommand(ChildConfig config, Path nativeCode) {
    this.config = config;
    this.nativeCode = nativeCode;
  }

  /// Starts a child whose own folder is `folder`.
  Process start(Path folder) throws IOException {
    Files.createDirectories(folder);
    var builder = new ProcessBuilder(command(folder));
    builder.directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }

  private List<String> command(Path folder) {
    var command = new ArrayList<String>();
    if (config.niceness() > 0 && Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", Integer.toString(config.niceness())));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms16m",
            "-Xmx" + config.heapBytesMax(),
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("crash.log"),
            "-Djava.io.tmpdir=" + folder,
            "-Djava.library.path=" + nativeCode,
            "-Duser.timezone=UTC",
            "--enable-native-access=ALL-UNNAMED",
            // What Arrow needs to lend memory to DuckDB.
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath(),
            MAIN));
    command.addAll(
        new ChildSettings(
                config.memoryBytes(), config.threads(), folder, config.temporaryBytesMax())
            .toArguments());
    return command;
  }

  /// Ours, with absolute paths: a child runs in a folder of its own.
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
