package dev.forktail.engine.recovery;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeState;
import dev.forktail.engine.export.TableName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A lake whose event database is gone. Its files are lists of lines, each an event: its slice and
/// what tells it from others. A rollup is the list of the events that it counts.
final class LostLake implements LakeRemains, RemainingRows {
  private final Map<String, List<String>> files = new HashMap<>();
  private final Map<String, StagedPart> notes = new HashMap<>();
  private final Map<TableName, List<String>> listed = new EnumMap<>(TableName.class);
  private final Map<TableName, Long> watermarks = new EnumMap<>(TableName.class);
  private int names;

  static long sliceOf(String line) {
    return Long.parseLong(line.substring(0, line.indexOf('/')));
  }

  /// The current version of a table.
  void commit(TableName table, long watermark, List<String> lines) {
    watermarks.put(table, watermark);
    var locations = new ArrayList<String>();
    if (!lines.isEmpty()) {
      int half = (lines.size() + 1) / 2;
      locations.add(write(table, "merged-" + names++, lines.subList(0, half)).location());
      if (half < lines.size()) {
        locations.add(
            write(table, "merged-" + names++, lines.subList(half, lines.size())).location());
      }
    }
    listed.put(table, locations);
  }

  /// One attempt to write a slice, in a file per line.
  ///
  /// @param written how many of the files were
  void stage(TableName table, long slice, List<String> lines, int written) {
    String attempt = "slice-%d-%032x-".formatted(slice, names++);
    for (int i = 0; i < written; i++) {
      var file = write(table, attempt + i, lines.subList(i, i + 1));
      notes.put(file.location(), new StagedPart(file, slice, lines.size()));
    }
  }

  private LakeFile write(TableName table, String name, List<String> lines) {
    String location = "file:///lake/%s/data/%s.parquet".formatted(table.text(), name);
    files.put(location, List.copyOf(lines));
    return new LakeFile(
        table,
        location,
        lines.size(),
        lines.size(),
        1,
        List.of(new ColumnStats(table.time().fieldId(), 0, lines.size(), 0, "0", "0")));
  }

  List<String> lines(Collection<String> locations) {
    return locations.stream().flatMap(l -> Objects.requireNonNull(files.get(l)).stream()).toList();
  }

  @Override
  public Optional<TableRemains> find(TableName table) {
    var own = Objects.requireNonNull(listed.get(table));
    var unlisted = new ArrayList<>(files.keySet());
    unlisted.removeIf(at -> !at.contains("/" + table.text() + "/") || own.contains(at));
    long watermark = Objects.requireNonNull(watermarks.get(table));
    var state = new LakeState(watermark, 1, 1, own.size(), lines(own).size(), 1);
    return Optional.of(
        new TableRemains("metadata of " + table, state, List.of(), own, unlisted, List.of()));
  }

  @Override
  public List<StagedPart> parts(TableName table, List<String> locations) {
    return locations.stream().filter(notes::containsKey).map(notes::get).toList();
  }

  @Override
  public List<SliceShare> shares(List<String> locations) {
    return lines(locations).stream()
        .collect(Collectors.groupingBy(LostLake::sliceOf, Collectors.counting()))
        .entrySet()
        .stream()
        .map(
            slice ->
                new SliceShare(
                    new ProjectId(1),
                    slice.getKey(),
                    slice.getValue(),
                    0,
                    Instant.ofEpochSecond(60 * slice.getKey())))
        .toList();
  }

  @Override
  public CsvSource minutes(List<String> locations) {
    return csv(lines(locations));
  }

  @Override
  public CsvSource messageIds(List<String> locations, long first) {
    return csv(lines(locations).stream().filter(line -> sliceOf(line) >= first).toList());
  }

  private static CsvSource csv(List<String> lines) {
    return out -> {
      for (var line : lines) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  @Override
  public long counted(TableName rollup, List<String> locations) {
    return lines(locations).size();
  }

  @Override
  public Optional<LakeFile> recount(Recount recount) {
    Set<Long> slices = new HashSet<>(recount.slices());
    var counts = new ArrayList<>(lines(recount.events()));
    counts.removeIf(line -> !slices.contains(sliceOf(line)));
    counts.removeAll(lines(recount.counted()));
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(write(recount.rollup(), "recount-" + names++, counts));
  }
}
