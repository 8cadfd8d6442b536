package dev.forktail.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.hash.UnitId;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Strategies in jars: the example of `examples/strategy-plugin`, and what is broken in every way.
final class PluginTest {
  private static final String SERVICE = "META-INF/services/" + AssignmentStrategy.class.getName();
  private static final Visit VISIT = Visit.at(Instant.parse("2026-11-23T12:00:00Z"));

  @TempDir Path folder;
  private final TestSurroundings surroundings = new TestSurroundings(1);

  @Test
  void theStrategyOfTheExampleIsFoundInItsJarAndDeals() throws IOException {
    try (var plugin = loader(example())) {
      var strategies = Strategies.load(List.of(plugin), surroundings);
      assertThat(strategies.all())
          .extracting(AssignmentStrategy::name)
          .contains("first-come", "hash");
      assertThat(strategies.all()).hasSize(Strategies.builtIn().all().size() + 1);

      var experiments = surroundings.with(strategies, firstCome("3"));
      var dealt = new ArrayList<String>();
      for (int i = 0; i < 5; i++) {
        dealt.add(assign(experiments, "user-" + i).variant().key().value());
      }
      assertThat(dealt).containsExactly("b", "b", "b", "a", "a");
      assertThat(assign(experiments, "ann").remember()).isTrue();
      assertThat(surroundings.failures).isEmpty();
    }
  }

  @Test
  void optionsThatTheExampleRefusesGiveControlAndAreReported() throws IOException {
    try (var plugin = loader(example())) {
      var strategies = Strategies.load(List.of(plugin), surroundings);
      var answer = assign(surroundings.with(strategies, firstCome("many")), "ann");
      assertThat(answer.reason()).isEqualTo(Reason.STRATEGY_FAILED);
      assertThat(surroundings.failures).singleElement().asString().contains("places");
    }
  }

  @Test
  void aJarThatNamesAClassItDoesNotHaveIsReportedAndTheOthersAreLoaded() throws IOException {
    var broken = jar("broken.jar", Map.of(SERVICE, "org.example.Missing\norg.example.Worse\n"));
    var unreadable = jar("unreadable.jar", Map.of(SERVICE, "not a class name\n"));
    try (var first = loader(broken);
        var second = loader(unreadable);
        var third = loader(example())) {
      var strategies = Strategies.load(List.of(first, second, third), surroundings);
      assertThat(strategies.find("first-come")).isPresent();
      assertThat(strategies.find("hash")).isPresent();
      assertThat(surroundings.failures).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void aFailingStrategyGivesControlEachTimeAndIsReportedEachTime() {
    for (var failing :
        List.<Dealer>of(PluginTest::fail, PluginTest::assertWrongly, PluginTest::recurse)) {
      var told = new TestSurroundings(1);
      var experiments = experimentsWith(told, failing);
      assertThat(assign(experiments, "ann").reason()).isEqualTo(Reason.STRATEGY_FAILED);
      var second = assign(experiments, "bob");
      assertThat(second.variant().key().value()).isEqualTo("a");
      assertThat(second.counted()).isFalse();
      assertThat(told.failures).hasSize(2);
    }
  }

  @Test
  void aVariantThatDoesNotExistIsAFailure() {
    for (int index : new int[] {2, -2, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      var told = new TestSurroundings(1);
      var experiments = experimentsWith(told, (_, _, _) -> index);
      assertThat(assign(experiments, "ann").reason()).isEqualTo(Reason.STRATEGY_FAILED);
      assertThat(told.failures).hasSize(1);
    }
  }

  @Test
  void oneFailingExperimentDoesNotTouchAnother() {
    var experiment = Experiment.draft("x", Variant.of("a", 1)).running().strategy("none", Map.of());
    var healthy = Experiment.draft("y", Variant.of("a", 1)).running().make();
    var all = surroundings.with(Strategies.builtIn(), experiment.make(), healthy);
    assertThat(all.assignAll(Subject.user("ann"), VISIT))
        .extracting(Assignment::reason)
        .containsExactly(Reason.STRATEGY_FAILED, Reason.ASSIGNED);
  }

  private static int fail(UnitId unit, Subject subject, Instant now) {
    throw new IllegalStateException("no idea");
  }

  private static int assertWrongly(UnitId unit, Subject subject, Instant now) {
    throw new AssertionError("never");
  }

  @SuppressWarnings("InfiniteRecursion") // that is the failure
  private static int recurse(UnitId unit, Subject subject, Instant now) {
    return 1 + recurse(unit, subject, now);
  }

  private static Experiments experimentsWith(TestSurroundings told, Dealer dealer) {
    var definition = firstCome("1");
    var setup =
        new Surroundings(
            Strategies.of(List.of(new GivenStrategy(dealer))),
            SplittableRandom::new,
            WeightFeed.NONE,
            told);
    return Experiments.none(setup).with(List.of(definition));
  }

  private record GivenStrategy(Dealer dealer) implements AssignmentStrategy {
    @Override
    public String name() {
      return "first-come";
    }

    @Override
    public String description() {
      return "What the test says.";
    }

    @Override
    public boolean needsMemory() {
      return false;
    }

    @Override
    public Dealer dealer(StrategySetup setup) {
      return dealer;
    }
  }

  private static Experiment firstCome(String places) {
    return Experiment.draft("invitation", Variant.of("a", 1), Variant.of("b", 1))
        .running()
        .strategy("first-come", Map.of("places", places))
        .make();
  }

  private static Assignment assign(Experiments experiments, String user) {
    return experiments.assignAll(Subject.user(user), VISIT).getFirst();
  }

  private static URLClassLoader loader(Path jar) throws IOException {
    return new URLClassLoader(
        new URL[] {jar.toUri().toURL()}, AssignmentStrategy.class.getClassLoader());
  }

  /// The example, compiled from its sources against this library alone.
  private Path example() throws IOException {
    var sources = Path.of("../../examples/strategy-plugin/src/main").toAbsolutePath().normalize();
    var classes = Files.createDirectories(folder.resolve("classes"));
    var classPath =
        place(AssignmentStrategy.class) + ":" + place(org.jspecify.annotations.Nullable.class);
    int result =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed")
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                classPath,
                sources.resolve("java/org/example/strategy/package-info.java").toString(),
                sources.resolve("java/org/example/strategy/FirstComeStrategy.java").toString());
    assertThat(result).isZero();
    var jar = folder.resolve("first-come.jar");
    var entry = "org/example/strategy/FirstComeStrategy.class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      put(out, entry, Files.readAllBytes(classes.resolve(entry)));
      put(out, SERVICE, Files.readAllBytes(sources.resolve("resources/" + SERVICE)));
    }
    return jar;
  }

  private static Path place(Class<?> type) {
    return Path.of(
        Objects.requireNonNull(type.getProtectionDomain().getCodeSource()).getLocation().getPath());
  }

  private Path jar(String name, Map<String, String> entries) throws IOException {
    var jar = folder.resolve(name);
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var entry : entries.entrySet()) {
        put(out, entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
