package dev.forktail.engine.recovery;

import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.recovery.RemainingRows.Recount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// What a rollup table does not count of the events that there are, as files to be staged.
///
/// It is behind by the slices from its watermark on of which it has no staged files. And what it
/// has may be another version than that of the events: then the two were changed by an import that
/// was cut off.
///
/// @param events the locations of all files with events
/// @param eventsWatermark of the table of events
/// @param numbers says a number that no slice has
record MissingCounts(
    RemainingRows rows,
    SliceHistory history,
    List<String> events,
    long eventsWatermark,
    LongSupplier numbers,
    Consumer<String> news) {

  /// What there was to count.
  ///
  /// @param slices how many the table was behind
  /// @param added how many events it lacked of those that it should have counted
  /// @param tooMany how many events it counts of which nothing else is left
  record Found(List<StagedFile> files, int slices, long added, long tooMany) {}

  Found of(TableName rollup, TableRemains remains, Salvage salvage) {
    var behind = new TreeSet<>(history.from(remains.state().watermark()));
    behind.removeAll(salvage.slices());
    var files = new ArrayList<StagedFile>();
    if (!behind.isEmpty()) {
      news.accept("Counting %d slices for %s".formatted(behind.size(), rollup.text()));
      for (var chunk : Chunks.of(events)) {
        rows.recount(new Recount(rollup, behind, chunk, List.of()))
            .ifPresent(file -> files.add(new StagedFile(behind.last(), file, false)));
      }
    }
    return checked(rollup, remains, new Found(files, behind.size(), 0, 0));
  }

  /// Compares what the table counts with the events below its watermark. Where it is ahead of the
  /// events, one sum says too little: it may lack some and have others that are lost.
  private Found checked(TableName rollup, TableRemains remains, Found found) {
    long watermark = remains.state().watermark();
    var below = history.below(watermark);
    long expected = below.stream().mapToLong(PastSlice::events).sum();
    long counted =
        Chunks.of(remains.files()).stream().mapToLong(c -> rows.counted(rollup, c)).sum();
    if (counted == expected && watermark <= eventsWatermark) {
      return found;
    }
    news.accept("Looking for what %s does not count".formatted(rollup.text()));
    var slices = below.stream().map(PastSlice::slice).toList();
    Optional<LakeFile> lacking =
        slices.isEmpty()
            ? Optional.empty()
            : rows.recount(new Recount(rollup, slices, events, remains.files()));
    var files = new ArrayList<>(found.files());
    lacking.ifPresent(file -> files.add(new StagedFile(sliceFrom(watermark), file, false)));
    long added = lacking.map(LakeFile::events).orElse(0L);
    return new Found(files, found.slices(), added, counted + added - expected);
  }

  /// A slice that is still to be committed: that of a staged file, or one without events.
  private long sliceFrom(long watermark) {
    var last = history.findLast().filter(slice -> slice.slice() >= watermark);
    if (last.isPresent()) {
      return last.get().slice();
    }
    var received = history.findLastReceived().orElse(Instant.EPOCH);
    var empty = new PastSlice(numbers.getAsLong(), 0, received);
    history.add(empty);
    return empty.slice();
  }
}
