package dev.forktail.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Our own sources, read as a reader would.
final class TidyTest {
  private static final Path ROOT = root();
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#\\s]+)[^)]*\\)");

  @Test
  void nothingIsPrintedOrSleptOutsideTheCommandLine() {
    var offenders = new ArrayList<String>();
    for (var file : javaFiles("main")) {
      String text = text(file);
      if (text.contains("Thread.sleep")) {
        offenders.add(file + ": Thread.sleep");
      }
      if (!file.toString().contains("/app/src/") && text.contains("System.out")) {
        offenders.add(file + ": System.out");
      }
    }
    assertThat(offenders).isEmpty();
  }

  @Test
  void noCommentPutsWorkOff() {
    var word = Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?! #\\d)");
    assertThat(javaFiles("main").stream().filter(file -> word.matcher(text(file)).find()))
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    var missing =
        javaFiles("main").stream()
            .map(Path::getParent)
            .distinct()
            .filter(
                folder -> {
                  Path info = folder.resolve("package-info.java");
                  return !Files.exists(info)
                      || !text(info).contains("NullMarked")
                      || !text(info).contains("///");
                })
            .toList();
    assertThat(missing).isEmpty();
  }

  @Test
  void everyLinkInTheDocumentsLeadsSomewhere() {
    var dead = new ArrayList<String>();
    for (var file : documents()) {
      var links = LINK.matcher(text(file));
      while (links.find()) {
        String target = links.group(1);
        if (!target.contains("://") && !Files.exists(file.resolveSibling(target))) {
          dead.add(ROOT.relativize(file) + " -> " + target);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  private static List<Path> javaFiles(String sourceSet) {
    return walk(
        path ->
            path.toString().endsWith(".java")
                && path.toString().contains("/src/" + sourceSet + "/java/"));
  }

  private static List<Path> documents() {
    return walk(path -> path.toString().endsWith(".md"));
  }

  private static List<Path> walk(java.util.function.Predicate<Path> wanted) {
    try (var paths = Files.walk(ROOT)) {
      return paths
          .filter(path -> !path.toString().contains("/target/"))
          .filter(path -> !path.toString().contains("/.git/"))
          .filter(Files::isRegularFile)
          .filter(wanted)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
      folder = java.util.Objects.requireNonNull(folder.getParent(), "no ARCHITECTURE.md above");
    }
    return folder;
  }
}
