package dev.forktail.app.experiments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.AssignmentStrategy;
import dev.forktail.assignment.ExperimentKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginsTest {
  @TempDir private Path folder;

  @Test
  void aBrokenJarDoesNotKeepTheOtherStrategiesAway() throws IOException {
    Files.writeString(folder.resolve("garbage.jar"), "no archive");
    Files.writeString(folder.resolve("README.txt"), "no jar");
    try (var jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("names-what-it-has-not.jar")))) {
      jar.putNextEntry(new JarEntry("META-INF/services/" + AssignmentStrategy.class.getName()));
      jar.write("org.example.NotThere\n".getBytes(UTF_8));
    }

    try (var plugins = new Plugins(folder)) {
      assertThat(plugins.strategies().find("hash")).isPresent();
      assertThat(plugins.strategies().find("random")).isPresent();
    }
  }

  @Test
  void failuresOfAStrategyAreCountedByExperiment() throws IOException {
    try (var plugins = new Plugins(folder.resolve("none"))) {
      for (int i = 0; i < 3; i++) {
        plugins.strategyFailed(
            new ExperimentKey("colour"), "coin", new IllegalStateException("on purpose"));
      }
      assertThat(plugins.failures()).isEqualTo(Map.of("colour", 3L));
    }
  }
}
