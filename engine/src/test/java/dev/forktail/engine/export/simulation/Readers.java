package dev.forktail.engine.export.simulation;

import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.memory.InMemoryLakeFolder;
import dev.forktail.engine.export.memory.InMemoryLakeTable;
import dev.forktail.engine.export.memory.InMemoryStaging;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Queries: each pins what it reads when it begins, and must find all of it as long as a query may
/// take.
final class Readers {
  private final InMemoryStaging staging;
  private final InMemoryLakeFolder folder;
  private final Duration longestQuery;
  private final List<Pin> pins = new ArrayList<>();

  Readers(InMemoryStaging staging, InMemoryLakeFolder folder, Duration longestQuery) {
    this.staging = staging;
    this.folder = folder;
    this.longestQuery = longestQuery;
  }

  private record Pin(Instant end, List<String> locations) {}

  /// A query of `table` begins; returns the files it reads.
  List<String> begin(InMemoryLakeTable table, Instant now) {
    long watermark = table.state().watermark();
    var locations = new ArrayList<>(table.files().stream().map(LakeFile::location).toList());
    staging.list(table.name(), watermark).stream()
        .map(StagedFile::file)
        .map(LakeFile::location)
        .forEach(locations::add);
    pins.add(new Pin(now.plus(longestQuery), locations));
    return locations;
  }

  /// What running queries miss.
  List<String> missing(Instant now) {
    pins.removeIf(pin -> pin.end().isBefore(now));
    return pins.stream()
        .flatMap(pin -> pin.locations().stream())
        .filter(location -> !folder.has(location))
        .distinct()
        .toList();
  }
}
