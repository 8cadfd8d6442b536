package dev.forktail.app.fault;

import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Compares a lake with the slices that were sealed: each is in it whole or not at all, and no file
/// is there that nobody knows.
final class LakeCheck {
  private static final String SEALED =
      "SELECT id, rows FROM slice WHERE state <> 'open' ORDER BY id";

  /// The list of projects is a file of the lake that belongs to no table.
  private static final String PROJECTS = "projects.properties";

  private final LakeFiles lake;
  private final Path folder;

  LakeCheck(LakeFiles lake, Path folder) {
    this.lake = lake;
    this.folder = folder;
  }

  /// What a reader would find wrong right now: slices of which only a part is there, or more, or
  /// one that is missing among others that are there.
  List<String> wrong(Connection connection) throws SQLException {
    long watermark = lake.watermark(TableName.EVENTS);
    var expected = new TreeMap<>(sealed(connection).headMap(watermark));
    var found = lake.slices();
    var wrong = new ArrayList<String>();
    expected.forEach(
        (slice, rows) -> {
          if (!rows.equals(found.remove(slice))) {
            wrong.add("slice %d should have %d rows".formatted(slice, rows));
          }
        });
    found.forEach((slice, rows) -> wrong.add("slice %d has %d rows".formatted(slice, rows)));
    return wrong;
  }

  private static SortedMap<Long, Long> sealed(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(SEALED)) {
      var slices = new TreeMap<Long, Long>();
      while (rows.next()) {
        slices.put(rows.getLong(1), rows.getLong(2));
      }
      return slices;
    }
  }

  /// The files below the lake's folder that no table, no snapshot and no list knows.
  Set<String> unknown(Connection connection) throws SQLException {
    Set<String> unknown = new HashSet<>(files());
    unknown.removeAll(staged(connection));
    for (var table : TableName.values()) {
      unknown.removeAll(lake.reachable(table));
    }
    return unknown;
  }

  private List<String> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      String root = LakeRoot.of(folder).uri();
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.equals(folder.resolve(PROJECTS)))
          .map(file -> root + "/" + folder.relativize(file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> staged(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT location FROM staged_file")) {
      var locations = new HashSet<String>();
      while (rows.next()) {
        locations.add(rows.getString(1));
      }
      return locations;
    }
  }

  /// How many events each table stands for.
  Map<TableName, Long> events() throws SQLException {
    var events = new TreeMap<TableName, Long>();
    events.put(TableName.EVENTS, lake.rows(TableName.EVENTS));
    for (var table : List.of(TableName.ROLLUP_HOUR, TableName.ROLLUP_DAY)) {
      var counts = lake.counts(table, "SELECT 'all', sum(events)::BIGINT");
      events.put(table, counts.getOrDefault("all", 0L));
    }
    return events;
  }
}
