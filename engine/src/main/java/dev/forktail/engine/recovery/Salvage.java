package dev.forktail.engine.recovery;

import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The staged files of one table that were not committed: of each slice the files of one attempt to
/// write it, if they hold all of its events. A slice never changes, so attempts are alike.
///
/// @param slices of which files are whole
/// @param broken of which there are files, but no whole attempt
record Salvage(List<StagedFile> files, Set<Long> slices, Set<Long> broken) {
  /// The number of the slice, then what tells attempts apart.
  private static final Pattern NAME =
      Pattern.compile("slice-([0-9]{1,18})-([0-9a-f]{32})-[0-9]+\\.parquet");

  /// An attempt to write a slice.
  private record Attempt(long slice, String id) {
    static final Comparator<Attempt> ORDER =
        Comparator.comparingLong(Attempt::slice).thenComparing(Attempt::id);
  }

  /// The slice to which the name of a file says it belongs; -1 when it says nothing.
  static long sliceOf(String location) {
    var name = NAME.matcher(fileName(location));
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  private static String fileName(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /// Looks at the files of `remains` that are none of the table's, of slices behind its watermark.
  static Salvage of(TableName table, TableRemains remains, RemainingRows rows) {
    var locations =
        remains.unlisted().stream()
            .filter(location -> sliceOf(location) >= remains.state().watermark())
            .toList();
    var attempts = new TreeMap<Attempt, List<StagedPart>>(Attempt.ORDER);
    for (var chunk : Chunks.of(locations)) {
      for (var part : rows.parts(table, chunk)) {
        attempts.computeIfAbsent(attempt(part), _ -> new ArrayList<>()).add(part);
      }
    }
    var named = locations.stream().map(Salvage::sliceOf).collect(Collectors.toSet());
    return of(attempts, named);
  }

  private static Attempt attempt(StagedPart part) {
    var name = NAME.matcher(fileName(part.file().location()));
    return new Attempt(part.slice(), name.matches() ? name.group(2) : "");
  }

  private static Salvage of(Map<Attempt, List<StagedPart>> attempts, Set<Long> named) {
    var files = new ArrayList<StagedFile>();
    var slices = new TreeSet<Long>();
    attempts.forEach(
        (attempt, parts) -> {
          if (isWhole(parts) && slices.add(attempt.slice())) {
            parts.forEach(part -> files.add(new StagedFile(part.slice(), part.file(), false)));
          }
        });
    var broken = new TreeSet<>(named);
    broken.removeAll(slices);
    return new Salvage(files, slices, broken);
  }

  private static boolean isWhole(List<StagedPart> parts) {
    long events = parts.stream().mapToLong(part -> part.file().events()).sum();
    return parts.stream().allMatch(part -> part.sliceEvents() == events);
  }

  List<String> locations() {
    return files.stream().map(staged -> staged.file().location()).toList();
  }
}
