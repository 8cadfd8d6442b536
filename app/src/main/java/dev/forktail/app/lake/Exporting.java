package dev.forktail.app.lake;

import dev.forktail.app.Housekeeping;
import dev.forktail.duckdb.lake.FileNames;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.engine.export.ExportPorts;
import dev.forktail.engine.export.Exporter;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.lake.Lake;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresSealedSlices;
import dev.forktail.postgres.export.PostgresStagedFiles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The export of a running server: the steps of an [Exporter], each repeated after a pause, one at
/// a time on a thread of their own. When another exporter takes over, it stops for good.
public final class Exporting implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Exporting.class);
  private static final Duration STEP_PAUSE = Duration.ofSeconds(1);
  private static final Duration LOOK_PAUSE = Duration.ofSeconds(2);
  private static final Duration DROP_PAUSE = Duration.ofSeconds(10);
  private static final Duration TIDY_PAUSE = Duration.ofMinutes(1);
  private static final Duration KEEP_PAUSE = Duration.ofMinutes(10);
  private static final Duration CHILD_WAIT_MAX = Duration.ofMinutes(1);
  private static final Duration BEHIND_MAX = Duration.ofMinutes(15);
  private static final long CHILD_TEMPORARY_BYTES_MAX = 4L << 30;
  private static final int STAGE_MAX = 4;

  private final ExportSettings settings;
  private final Children children;
  private final ExportPorts ports;
  private final BooleanSupplier hasRoom;
  private final InstantSource clock;
  private final Housekeeping jobs = new Housekeeping("export", 1);
  private volatile LakeStanding standing = LakeStanding.unknown();
  private volatile @Nullable String fenced;

  // Of the jobs' thread alone.
  private @Nullable Exporter exporter;

  private Exporting(
      ExportSettings settings,
      Children children,
      ExportPorts ports,
      BooleanSupplier hasRoom,
      InstantSource clock) {
    this.settings = settings;
    this.children = children;
    this.ports = ports;
    this.hasRoom = hasRoom;
    this.clock = clock;
  }

  /// The export out of `database`, which is asked for nothing before [#start].
  ///
  /// @param work a folder of nobody else, for the children
  /// @param hasRoom whether there is room on the disk for more
  public static Exporting of(
      ExportSettings settings, Path work, PostgresDatabase database, BooleanSupplier hasRoom) {
    var root = LakeRoot.of(settings.lake());
    var lake = Lake.at(root, new PostgresLakeCatalog(database), UUID::randomUUID);
    var children =
        new Children(childConfig(settings, work), root, new FileNames(new SecureRandom()));
    var ports =
        new ExportPorts(
            new PostgresSealedSlices(database),
            new PostgresStagedFiles(database),
            children.writer(),
            children.merger(),
            lake.tables(),
            lake.folder());
    return new Exporting(settings, children, ports, hasRoom, InstantSource.system());
  }

  private static ChildConfig childConfig(ExportSettings settings, Path work) {
    return new ChildConfig(
        work,
        settings.childMemoryBytes(),
        settings.childThreads(),
        CHILD_TEMPORARY_BYTES_MAX,
        1,
        0,
        CHILD_WAIT_MAX);
  }

  /// Begins, now that the database is open.
  public void start() {
    every(STEP_PAUSE, "stage slices", whileThereIsRoom(e -> ExportLog.write(e.stage(STAGE_MAX))));
    every(STEP_PAUSE, "commit slices", whileThereIsRoom(e -> ExportLog.write(e.commitIfDue())));
    every(DROP_PAUSE, "drop slices", this::drop);
    every(TIDY_PAUSE, "tidy staged files", e -> ExportLog.write(e.tidy()));
    every(KEEP_PAUSE, "merge files", whileThereIsRoom(e -> ExportLog.write(e.compact())));
    every(KEEP_PAUSE, "forget snapshots", e -> ExportLog.write(e.expire()));
    every(KEEP_PAUSE, "sweep orphans", e -> ExportLog.write(e.sweep()));
    jobs.every(LOOK_PAUSE, "look at the lake", this::look);
  }

  private void every(Duration pause, String name, Consumer<Exporter> step) {
    jobs.every(pause, name, () -> take(step));
  }

  private Consumer<Exporter> whileThereIsRoom(Consumer<Exporter> step) {
    return exporter -> {
      if (hasRoom.getAsBoolean()) {
        step.accept(exporter);
      }
    };
  }

  private void take(Consumer<Exporter> step) {
    if (fenced != null) {
      return;
    }
    try {
      step.accept(exporter());
    } catch (LakeException.Fenced e) {
      fenced = e.reason();
      children.close();
      log.error("The export stops here for good: reason={}", e.reason());
    }
  }

  private Exporter exporter() {
    var current = exporter;
    if (current == null) {
      current =
          Exporter.takeOver(ports, settings.plan(), LakeSchema.plain(), UUID::randomUUID, clock);
      exporter = current;
      log.info("Exporting to the lake: folder={} every={}", settings.lake(), settings.every());
    }
    return current;
  }

  private void drop(Exporter exporter) {
    var dropped = exporter.drop(clock.instant().minus(settings.retention()));
    if (!dropped.isEmpty()) {
      log.info("Slices that are in the lake were dropped: slices={}", dropped.size());
    }
  }

  private void look() {
    standing = LakeStanding.read(ports.tables(), ports.staged(), ports.slices());
  }

  /// How the lake stood a moment ago.
  public LakeStanding standing() {
    return standing;
  }

  /// How long ago the oldest slice was sealed that is not staged; zero when all are.
  public Duration unstagedAge() {
    return standing
        .unstagedSince()
        .map(since -> Duration.between(since, clock.instant()))
        .filter(age -> !age.isNegative())
        .orElse(Duration.ZERO);
  }

  /// The most memory that a child was seen to have, in bytes.
  public long childBytesMax() {
    return children.residentBytesMax();
  }

  /// Why slices do not get into the lake as they should; empty when they do.
  public Optional<String> fault() {
    return Optional.ofNullable(fenced).or(jobs::fault).or(this::delay);
  }

  private Optional<String> delay() {
    var age = unstagedAge();
    if (age.compareTo(BEHIND_MAX) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        "The export is behind: a slice has waited to be staged for %d minutes%s"
            .formatted(age.toMinutes(), hasRoom.getAsBoolean() ? "" : ", for want of disk"));
  }

  /// Ends the step that is being taken, and the children. What was begun counts nowhere.
  @Override
  public void close() {
    jobs.close();
    children.close();
  }
}
