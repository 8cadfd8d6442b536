package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.CrashingForktail;
import dev.forktail.app.fault.ExportCrash.Place;
import dev.forktail.engine.export.TableName;
import dev.forktail.postgres.PostgresDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A database, a lake, and servers that bring slices from one into the other.
final class ExportScene implements AutoCloseable {
  /// How long anything may take that has to come at some time.
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /// How a server is started whose export does everything within seconds.
  static final String QUICKLY = ExportCrash.property(Place.NOWHERE, 1);

  private static final int EVENTS = 25;
  private static final String UP = "\"export\":{\"status\":\"up\"";

  private final Workshop workshop;
  private final ExternalPostgres postgres;
  private final Path lakeFolder;
  private final PostgresDatabase database;
  private final LakeCheck check;
  private @Nullable StoredSlices stored;

  ExportScene(String name) {
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
