package dev.forktail.engine.imports;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.Period;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.imports.ImportCatalog.Known;
import dev.forktail.engine.ingest.OccurredTime;
import dev.forktail.engine.query.EventSnapshots.EventSnapshot;
import dev.forktail.engine.query.LakeVersions.LakeVersion;
import dev.forktail.engine.query.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The stored events of the days of a part, as of one moment: in files of the lake, staged, and as
/// rows of the database. To be closed within seconds, unless the rows have been read.
record StoredEvents(EventSnapshot snapshot, List<String> locations, RowSource openRows)
    implements AutoCloseable {
  private static final RowSource NONE = _ -> {};

  /// How far back an event may have occurred when it arrives, with a day to spare.
  private static final Duration LATE_MAX = OccurredTime.BEFORE_MAX.plusDays(1);

  static StoredEvents of(ImportPart.Events part, Known known, ImportPorts ports, Instant now) {
    var range =
        new TimeRange(Period.DAY.start(part.firstDay()), Period.DAY.start(part.lastDay() + 1));
    var snapshot = ports.snapshots().open();
    try {
      var locations = locations(known.project(), range, snapshot, ports);
      if (range.to().isAfter(now.minus(LATE_MAX))) {
        var rows = snapshot.openRows(known.project(), ImportFiles.OPEN_COLUMNS);
        return new StoredEvents(snapshot, locations, closing(snapshot, rows));
      }
      snapshot.close();
      return new StoredEvents(snapshot, locations, NONE);
    } catch (RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  /// Holds the snapshot no longer than its rows are read.
  private static RowSource closing(EventSnapshot snapshot, RowSource rows) {
    return out -> {
      rows.copyTo(out);
      snapshot.close();
    };
  }

  private static List<String> locations(
      ProjectId project, TimeRange range, EventSnapshot snapshot, ImportPorts ports) {
    var version =
        snapshot
            .version(TableName.EVENTS)
            .map(location -> ports.versions().read(TableName.EVENTS, location));
    var locations = new ArrayList<String>();
    version.ifPresent(
        found ->
            found.files(project, range).stream().map(TableFile::location).forEach(locations::add));
    snapshot.staged(TableName.EVENTS, version.map(LakeVersion::watermark).orElse(0L)).stream()
        .map(StagedFile::file)
        .filter(file -> range.touches(file.from(), file.to()))
        .map(LakeFile::location)
        .forEach(locations::add);
    return List.copyOf(locations);
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
