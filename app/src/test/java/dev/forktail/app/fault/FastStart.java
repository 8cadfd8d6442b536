package dev.forktail.app.fault;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What the JVM has learned from one start of the packaged program, as `./forktail` uses it too. It
/// more than halves the CPU of the many starts that the fault tests need.
final class FastStart {
  private static final Path LIBRARIES = Path.of("target", "forktail", "lib");
  private static final Path CACHE = Path.of("target", "fast-start.aot");

  private FastStart() {}

  /// The program's jars in a fixed order, which the cache depends on.
  static String classPath() {
    return jars().stream().map(jar -> jar.toAbsolutePath().toString()).collect(joining(":"));
  }

  /// `java` as the program is run with in the tests; the cache is for these options alone.
  static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseParallelGC",
        "-XX:+UseCompactObjectHeaders",
        "-Xms64m",
        "-Xmx512m",
        "-XX:MaxDirectMemorySize=256m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }

  /// The further options of a start that uses the cache, which is made when the program has
  /// changed.
  static synchronized List<String> options() {
    try {
      if (!isFresh()) {
        rehearse();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // A JVM that cannot use the cache starts as without one.
    return List.of("-XX:AOTCache=" + CACHE.toAbsolutePath(), "-Xlog:aot=off", "-Xlog:cds=off");
  }

  private static void rehearse() throws IOException {
    try (var workshop = new Workshop("rehearsal")) {
      var learned = workshop.folder().resolve("fast-start.aot");
      var setup =
          ServerProcess.Setup.in(workshop.folder("data"))
              .warm()
              .withJava("-XX:AOTCacheOutput=" + learned, "-Xlog:aot=off", "-Xlog:cds=off");
      var server = new ServerProcess(workshop, setup).start();
      var sender = Sender.start(server.port(), 500);
      sender.awaitMore(500, Duration.ofSeconds(30));
      sender.stop(Duration.ofSeconds(30));
      server.stop();
      Files.move(learned, CACHE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isFresh() throws IOException {
    if (!Files.exists(CACHE)) {
      return false;
    }
    var made = Files.getLastModifiedTime(CACHE);
    return jars().stream().map(FastStart::changed).allMatch(changed -> changed.compareTo(made) < 0);
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> jars() {
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
