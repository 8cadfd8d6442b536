package dev.forktail.app.fault;

import dev.forktail.app.lake.ExportSeams;
import dev.forktail.app.lake.ExportSettings;
import dev.forktail.engine.export.ExportConfig;
import dev.forktail.engine.export.ExportPorts;
import dev.forktail.engine.export.LakeTable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// One place in the export where the process dies, without a word, when it has come there often
/// enough. Everything is done within seconds, so that each place is reached.
public final class ExportCrash {
  private static final Duration KEEP_PAUSE = Duration.ofMillis(500);
  private static final ExportConfig QUICK =
      new ExportConfig(
          Duration.ofMillis(200),
          2,
          64L << 20,
          2,
          Duration.ofMillis(1_500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3));

  private final Place place;
  private final AtomicInteger left;

  private ExportCrash(Place place, int times) {
    this.place = place;
    this.left = new AtomicInteger(times);
  }

  /// Where a crash can hurt.
  enum Place {
    BEFORE_WRITE,
    AFTER_WRITE,
    BEFORE_LIST,
    AFTER_LIST,
    AFTER_MERGE,
    BEFORE_APPEND,
    BEFORE_SWAP,
    AFTER_SWAP,
    AFTER_APPEND,
    BEFORE_RETIRE,
    AFTER_RETIRE,
    BEFORE_DROP,
    AFTER_DROP,
    AFTER_DELETE,
    BEFORE_FORGET,
    AFTER_FORGET,
    BEFORE_REPLACE,
    AFTER_REPLACE,
    BEFORE_EXPIRE,
    AFTER_EXPIRE,
    AFTER_REACHABLE,
    NOWHERE
  }

  /// What lets a process die where `NAME:N` says; nothing when it is empty.
  public static ExportSeams seams(String value) {
    if (value.isEmpty()) {
      return ExportSeams.closed();
    }
    int colon = value.indexOf(':');
    var place = Place.valueOf(value.substring(0, colon));
    var crash = new ExportCrash(place, Integer.parseInt(value.substring(colon + 1)));
    return new ExportSeams(
        ExportCrash::quick, catalog -> new CrashingCatalog(catalog, crash), crash::around);
  }

  /// How [#seams] is told.
  static String property(Place place, int times) {
    return "forktail.fault.export=%s:%d".formatted(place, times);
  }

  private static ExportSettings quick(ExportSettings settings) {
    return new ExportSettings(
        settings.lake(),
        QUICK,
        settings.retention(),
        KEEP_PAUSE,
        settings.childMemoryBytes(),
        settings.childThreads());
  }

  private ExportPorts around(ExportPorts ports) {
    return new ExportPorts(
        new CrashingSlices(ports.slices(), this),
        new CrashingStaging(ports.staged(), this),
        (slice, schema, rows) -> {
          reached(Place.BEFORE_WRITE);
          var files = ports.writer().write(slice, schema, rows);
          reached(Place.AFTER_WRITE);
          return files;
        },
        (table, schema, locations) -> {
          var merged = ports.merger().merge(table, schema, locations);
          reached(Place.AFTER_MERGE);
          return merged;
        },
        ports.tables().stream().<LakeTable>map(table -> new CrashingTable(table, this)).toList(),
        new CrashingFolder(ports.folder(), this));
  }

  void reached(Place where) {
    if (where == place && left.decrementAndGet() == 0) {
      OwnDeath.now();
    }
  }
}
