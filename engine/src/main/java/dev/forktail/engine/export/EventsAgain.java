package dev.forktail.engine.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Puts events of slices that the store still has in the place of what the lake has of them.
final class EventsAgain {
  private final Export export;
  private final LakeRewriter rewriter;
  private final LakeTable table;

  EventsAgain(Export export, LakeRewriter rewriter) {
    this.export = export;
    this.rewriter = rewriter;
    this.table = export.ports().table(TableName.EVENTS);
  }

  /// What was written.
  ///
  /// @param days in which events of the files occurred, those that were replaced included
  record Written(Set<Integer> days, long bytes) {}

  /// Writes the events of `slices`, which are all that there are between the first and the last.
  Written write(List<SealedSlice> slices, Runnable sliceDone) {
    var range = new SliceRange(slices.getFirst().slice(), slices.getLast().slice());
    var old = table.filesOf(range);
    if (old.isEmpty()) {
      throw new LakeException.Wrong(
          "The lake lists no file with the slices %d to %d".formatted(range.first(), range.last()));
    }
    var fresh = new ArrayList<LakeFile>();
    for (var file : old) {
      if (!range.covers(file.slices())) {
        fresh.addAll(others(file, range));
      }
    }
    long events = slices.stream().mapToLong(SealedSlice::rows).sum() + sum(fresh);
    fresh.addAll(fromStore(slices, sliceDone));
    if (sum(fresh) != events) {
      throw new LakeException.Wrong(
          "The slices %d to %d and what else is in their files have %d events, but %d were written"
              .formatted(range.first(), range.last(), events, sum(fresh)));
    }
    return replaced(old.stream().map(SliceFile::file).toList(), fresh);
  }

  private static long sum(List<LakeFile> files) {
    return files.stream().mapToLong(LakeFile::events).sum();
  }

  /// What `file` has of other slices.
  private List<LakeFile> others(SliceFile file, SliceRange range) {
    try {
      var others = rewriter.without(export.schema(), file.file().location(), range);
      if (others.eventsRead() != others.eventsWritten()
          || others.eventsRead() > file.file().rows()) {
        throw new LakeException.Wrong(
            "Of %s, which has %d events, %d were read and %d written"
                .formatted(
                    file.file().location(),
                    file.file().rows(),
                    others.eventsRead(),
                    others.eventsWritten()));
      }
      return others.files();
    } catch (LakeException.Unavailable e) {
      throw new LakeException.Unavailable(unreadable(file, range, e), e);
    }
  }

  private String unreadable(SliceFile file, SliceRange range, LakeException cause) {
    var all =
        export.ports().slices().past(Instant.EPOCH, export.clock().instant()).stream()
            .filter(one -> file.slices().contains(one.slice().slice()))
            .toList();
    boolean isAllKept = !all.isEmpty() && all.stream().allMatch(PastSlice::isKept);
    var remedy =
        isAllKept
            ? "Say --reexport %s %s"
                .formatted(all.getFirst().slice().opened(), all.getLast().slice().sealed())
            : "PostgreSQL does not have all of them any more";
    return "%s cannot be read and has other slices than %d to %d, namely from %d to %d. %s. (%s)"
        .formatted(
            file.file().location(),
            range.first(),
            range.last(),
            file.slices().first(),
            file.slices().last(),
            remedy,
            cause.reason());
  }

  private List<LakeFile> fromStore(List<SealedSlice> slices, Runnable sliceDone) {
    var files = new ArrayList<LakeFile>();
    var written = new ArrayList<LakeFile>();
    var small = new GatheredMerge(export, table.name());
    for (var slice : slices) {
      for (var file : written(slice)) {
        if (export.config().takesAsIs(file)) {
          files.add(file);
        } else {
          written.add(file);
          small.add(file);
        }
      }
      sliceDone.run();
    }
    files.addAll(small.finish());
    written.forEach(file -> export.ports().folder().delete(file.location()));
    return files;
  }

  /// The writer writes for all tables; what is not for this one is nobody's.
  private List<LakeFile> written(SealedSlice slice) {
    var ports = export.ports();
    var all = ports.writer().write(slice, export.schema(), ports.slices().rows(slice));
    all.stream()
        .filter(file -> file.table() != table.name())
        .forEach(file -> ports.folder().delete(file.location()));
    var files = all.stream().filter(file -> file.table() == table.name()).toList();
    if (sum(files) != slice.rows()) {
      throw new LakeException.Wrong(
          "Slice %d has %d events, but %d were written"
              .formatted(slice.slice(), slice.rows(), sum(files)));
    }
    return files;
  }

  private Written replaced(List<TableFile> old, List<LakeFile> fresh) {
    var replacement = new LakeReplacement(export.ids().get(), export.epoch(), old, fresh);
    if (export.made(table.replace(replacement)).isEmpty()) {
      throw new LakeException.Wrong("The files of the lake were replaced meanwhile. Say it again");
    }
    var days = new TreeSet<Integer>();
    old.forEach(file -> days.add(file.partition()));
    fresh.forEach(file -> days.add(file.partition().orElseThrow()));
    return new Written(days, fresh.stream().mapToLong(LakeFile::bytes).sum());
  }
}
