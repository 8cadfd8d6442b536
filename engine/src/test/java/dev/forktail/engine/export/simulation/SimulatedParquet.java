package dev.forktail.engine.export.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.FileMerger;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRewriter;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.Period;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.SliceRange;
import dev.forktail.engine.export.SliceWriter;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Writes and merges files that are lists of events, each a line of day and id. A file of a rollup
/// table is a list of the events that it counts. Now and then a line goes missing.
final class SimulatedParquet implements SliceWriter, FileMerger, LakeRewriter {
  private static final int LINES_PER_FILE_MAX = 6;
  private static final long BYTES_PER_LINE = 10;

  private final InMemoryLakeFolder folder;
  private final InstantSource clock;
  private final Faults faults;
  private final Map<String, List<String>> contents = new HashMap<>();
  private int names;

  SimulatedParquet(InMemoryLakeFolder folder, InstantSource clock, Faults faults) {
    this.folder = folder;
    this.clock = clock;
    this.faults = faults;
  }

  static String line(int day, String id) {
    return day + " " + id;
  }

  /// The lines of the file at `location`.
  List<String> read(String location) {
    var lines = contents.get(location);
    if (lines == null) {
      throw new LakeException.Unavailable("Cannot read " + location, new IOException(location));
    }
    return lines;
  }

  /// Nothing of this file can be read any more.
  void damage(String location) {
    contents.remove(location);
  }

  @Override
  public List<LakeFile> write(SealedSlice slice, LakeSchema schema, RowSource rows) {
    var lines = lines(rows);
    var files = new ArrayList<LakeFile>();
    for (var table : TableName.values()) {
      faults.interrupt();
      var kept = faults.happens() ? lines.subList(1, lines.size()) : lines;
      if (!kept.isEmpty()) {
        files.add(file(table, kept));
      }
    }
    return files;
  }

  private static List<String> lines(RowSource rows) {
    var bytes = new ByteArrayOutputStream();
    try {
      rows.copyTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(UTF_8).lines().toList();
  }

  @Override
  public Merged merge(TableName table, LakeSchema schema, List<String> locations) {
    return new Merged(lines(locations).size(), files(table, lines(locations)));
  }

  private List<String> lines(List<String> locations) {
    return locations.stream().flatMap(location -> read(location).stream()).toList();
  }

  @Override
  public Merged without(LakeSchema schema, String location, SliceRange slices) {
    var others =
        read(location).stream()
            .filter(line -> slice(line) < slices.first() || slice(line) > slices.last())
            .toList();
    return new Merged(others.size(), files(TableName.EVENTS, others));
  }

  @Override
  public OptionalLong counted(List<String> rollups) {
    return contents.keySet().containsAll(rollups)
        ? OptionalLong.of(lines(rollups).size())
        : OptionalLong.empty();
  }

  @Override
  public Recounted recount(Recount recount) {
    var counted = lines(recount.sources());
    var kept =
        lines(recount.rollups()).stream()
            .filter(line -> !recount.days().contains(Period.DAY.of(occurred(line))))
            .toList();
    var all = Stream.concat(kept.stream(), counted.stream()).toList();
    return new Recounted(counted.size(), kept.size(), files(recount.table(), all));
  }

  /// Files of every table with events that are imported.
  List<LakeFile> imported(List<String> events) {
    return Arrays.stream(TableName.values())
        .flatMap(table -> files(table, events).stream())
        .toList();
  }

  private List<LakeFile> files(TableName table, List<String> all) {
    var byPartition = new TreeMap<Integer, List<String>>();
    for (var line : all) {
      byPartition
          .computeIfAbsent(table.period().of(occurred(line)), _ -> new ArrayList<>())
          .add(line);
    }
    var files = new ArrayList<LakeFile>();
    for (var lines : byPartition.values()) {
      for (int from = 0; from < lines.size(); from += LINES_PER_FILE_MAX) {
        faults.interrupt();
        int to = Math.min(lines.size(), from + LINES_PER_FILE_MAX);
        int end = faults.happens() && to - from > 1 ? to - 1 : to;
        files.add(file(table, lines.subList(from, end)));
      }
    }
    return files;
  }

  private LakeFile file(TableName table, List<String> lines) {
    String location = "file:///lake/" + table.text() + "/data/" + names++;
    contents.put(location, List.copyOf(lines));
    folder.write(location, clock.instant());
    var days = lines.stream().map(SimulatedParquet::occurred).sorted().toList();
    var slices = lines.stream().mapToLong(SimulatedParquet::slice).summaryStatistics();
    return new LakeFile(
        table,
        location,
        lines.size(),
        lines.size(),
        lines.size() * BYTES_PER_LINE,
        List.of(
            new ColumnStats(
                table.time().fieldId(),
                8,
                lines.size(),
                0,
                micros(days.getFirst()),
                micros(days.getLast())),
            new ColumnStats(
                EventColumns.SLICE.fieldId(),
                8,
                lines.size(),
                0,
                Long.toString(slices.getMin()),
                Long.toString(slices.getMax()))));
  }

  private static long slice(String line) {
    return Long.parseLong(line.substring(line.indexOf(' ') + 1, line.indexOf('/')));
  }

  private static Instant occurred(String line) {
    return Instant.EPOCH.plus(
        Integer.parseInt(line.substring(0, line.indexOf(' '))), ChronoUnit.DAYS);
  }

  private static String micros(Instant moment) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
  }
}
