package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.CrashingForktail;
import dev.forktail.app.fault.ExportCrash.Place;
import dev.forktail.engine.export.TableName;
import dev.forktail.postgres.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// F02 and F25 behind the store: the server dies at each point of the export, its DuckDB child is
/// killed, and two servers export to the same lake.
@Order(3)
final class ExportCrashIT {
  private static final Duration REACHED_MAX = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int EVENTS = 25;

  /// Places that are reached for each slice or each commit.
  private static final Set<Place> OFTEN = EnumSet.range(Place.BEFORE_WRITE, Place.BEFORE_APPEND);

  private static final String QUICKLY = ExportCrash.property(Place.NOWHERE, 1);
  private static final String UP = "\"export\":{\"status\":\"up\"";
  private static final String TAKEN_OVER =
      "\"export\":{\"status\":\"degraded\",\"message\":\"Another exporter has taken over";

  private final long seed = Gate.seed();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void aCrashAnywhereInTheExportNeitherLosesNorDoublesNorLeavesFiles() throws Exception {
    int rounds = Gate.cycles(1, 10);
    try (var scene = new Scene("export-crash")) {
      var server = scene.server("a");
      server.start(QUICKLY).kill();
      int crashes = 0;
      scene.begin();
      for (int round = 0; round < rounds; round++) {
        for (var place : EnumSet.complementOf(EnumSet.of(Place.NOWHERE))) {
          scene.seal(3);
          crashAt(place, server);
          assertThat(scene.wrong()).as("after %s", place).isEmpty();
          crashes++;
        }
      }
      server.start(QUICKLY);

      scene.assertAllIsThereOnceAndNothingElse(server);
      System.out.printf(
          "F02 crash points of the export: crashes=%d events=%d seed=%d%n",
          crashes, scene.events(), seed);
    }
  }

  private void crashAt(Place place, ServerProcess server) {
    int times = OFTEN.contains(place) ? random.nextInt(1, 4) : 1;
    server.launch(ExportCrash.property(place, times));
    assertThat(Await.until(REACHED_MAX, () -> !server.isAlive()))
        .as(() -> place + " is reached for time " + times + "; " + server.threads())
        .isTrue();
    assertThat(server.awaitEnd()).isEqualTo(137);
  }

  @Test
  void aDuckDbChildThatIsKilledIsReplaced() throws Exception {
    int kills = Gate.cycles(5, 100);
    try (var scene = new Scene("export-child")) {
      var server = scene.server("a");
      server.start(QUICKLY);
      scene.begin();
      for (int kill = 0; kill < kills; kill++) {
        scene.seal(2);
        assertThat(Await.until(PATIENCE, () -> !children(server).isEmpty()))
            .as(server::logTail)
            .isTrue();
        Await.pause(Duration.ofMillis(random.nextInt(200)));
        Shell.signal("KILL", children(server));
      }

      scene.assertAllIsThereOnceAndNothingElse(server);
      System.out.printf("F02 DuckDB child killed: kills=%d seed=%d%n", kills, seed);
    }
  }

  private static List<Long> children(ServerProcess server) {
    return ProcessHandle.of(server.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .filter(ExportCrashIT::isDuckDb)
        .toList();
  }

  /// Whether it is a child of the export, and not one for statements, by the whole command line,
  /// which a process handle does not give when it is long.
  private static boolean isDuckDb(long pid) {
    try {
      String command = Files.readString(Path.of("/proc/" + pid + "/cmdline"));
      return command.contains("ChildMain") && !command.contains("/query/children");
    } catch (IOException _) { // it has ended
      return false;
    }
  }

  @Test
  void anExporterThatWakesUpAfterAnotherHasTakenOverDoesNothing() throws Exception {
    int rounds = Gate.cycles(2, 40);
    try (var scene = new Scene("export-two")) {
      var sleeper = scene.server("a");
      var other = scene.server("b");
      sleeper.start(QUICKLY);
      scene.begin();
      for (int round = 0; round < rounds; round++) {
        scene.seal(4);
        Await.pause(Duration.ofMillis(random.nextInt(1_500)));
        Shell.signal("STOP", List.of(sleeper.pid()));
        other.start(QUICKLY);
        scene.seal(2);
        assertThat(Await.until(PATIENCE, scene::isComplete)).as(other::logTail).isTrue();
        Shell.signal("CONT", List.of(sleeper.pid()));
        var asleep = sleeper;
        assertThat(Await.until(PATIENCE, () -> asleep.get("/health").body().contains(TAKEN_OVER)))
            .as(sleeper::logTail)
            .isTrue();
        assertThat(sleeper.stop()).isEqualTo(143);
        sleeper = other;
        other = asleep;
      }

      scene.assertAllIsThereOnceAndNothingElse(sleeper);
      System.out.printf(
          "F25 two exporters: rounds=%d events=%d seed=%d%n", rounds, scene.events(), seed);
    }
  }

  /// A database, a lake, and servers that bring slices from one into the other.
  private static final class Scene implements AutoCloseable {
    private final Workshop workshop;
    private final ExternalPostgres postgres;
    private final Path lakeFolder;
    private final PostgresDatabase database;
    private final LakeCheck check;
    private @Nullable StoredSlices stored;

    Scene(String name) {
      workshop = new Workshop(name);
      postgres = ExternalPostgres.in(workshop.folder("postgres"), workshop);
      lakeFolder = workshop.folder("lake");
      database = PostgresDatabase.at(postgres.config());
      var lake = new LakeFiles(lakeFolder, database);
      check = new LakeCheck(lake, lakeFolder);
    }

    ServerProcess server(String name) {
      var setup =
          ServerProcess.Setup.in(workshop.folder(name))
              .with(postgres.settings(postgres.port()))
              .with("server.node=" + name, "lake.folder=" + lakeFolder, "export.retention=0s")
              .running(CrashingForktail.class);
      return new ServerProcess(workshop, setup);
    }

    /// From now on slices can be sealed: a server has made the tables.
    void begin() {
      stored = new StoredSlices(database);
    }

    private StoredSlices stored() {
      return Objects.requireNonNull(stored);
    }

    void seal(int slices) {
      for (int slice = 0; slice < slices; slice++) {
        stored().seal(EVENTS);
      }
    }

    long events() {
      return stored().events();
    }

    List<String> wrong() throws SQLException {
      try (var connection = postgres.connect()) {
        return check.wrong(connection);
      }
    }

    boolean isComplete() throws SQLException {
      return check.events().equals(everything());
    }

    private Map<TableName, Long> everything() {
      return Map.of(
          TableName.EVENTS, events(),
          TableName.ROLLUP_HOUR, events(),
          TableName.ROLLUP_DAY, events());
    }

    void assertAllIsThereOnceAndNothingElse(ServerProcess server) throws SQLException {
      boolean complete = Await.until(PATIENCE, this::isComplete);
      assertThat(complete).as(() -> "all is in the lake; log:\n" + server.logTail()).isTrue();
      assertThat(Await.until(PATIENCE, () -> wrong().isEmpty())).as("each is there once").isTrue();
      try (var connection = postgres.connect()) {
        boolean clean = Await.until(PATIENCE, () -> check.unknown(connection).isEmpty());
        assertThat(clean).as("unknown files: %s", check.unknown(connection)).isTrue();
      }
      assertThat(Await.until(PATIENCE, () -> server.get("/health").body().contains(UP)))
          .as(() -> "no step fails; log:\n" + server.logTail())
          .isTrue();
    }

    @Override
    public void close() {
      if (stored != null) {
        stored.close();
      }
      database.close();
      workshop.close();
    }
  }
}
