package dev.forktail.engine.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Counts rollups again from the events that the lake has.
///
/// Where a file with rollups cannot be read, nobody knows what it has of other days: then its whole
/// partition is counted. The days of a year are added up from their hours, which are counted
/// before.
final class RollupsAgain {
  private static final int ATTEMPTS_MAX = 20;

  private final Export export;
  private final LakeRewriter rewriter;
  private final LakeTable events;

  RollupsAgain(Export export, LakeRewriter rewriter) {
    this.export = export;
    this.rewriter = rewriter;
    this.events = export.ports().table(TableName.EVENTS);
  }

  /// Counts those of `table` for these days, a partition at a time.
  void count(LakeTable table, Set<Integer> days) {
    byPartition(table.name(), days).forEach((partition, some) -> count(table, partition, some));
  }

  private static Map<Integer, List<Integer>> byPartition(TableName table, Set<Integer> days) {
    var partitions = new TreeMap<Integer, List<Integer>>();
    for (int day : days) {
      int partition = table.period().of(Period.DAY.start(day));
      partitions.computeIfAbsent(partition, _ -> new ArrayList<>()).add(day);
    }
    return partitions;
  }

  private void count(LakeTable table, int partition, List<Integer> days) {
    var found = listed(table, partition, () -> eventsOf(days));
    var rollups = locations(found.rollups());
    if (rewriter.counted(rollups).isEmpty()) {
      countWhole(table, partition);
    } else {
      replace(
          found,
          new LakeRewriter.Recount(
              table.name(), days, rollups, TableName.EVENTS, locations(found.events())));
    }
  }

  /// Counts the partitions `first..last` of `table` again whose files cannot be read, or do not add
  /// up to the events that there are; how many these were.
  int mend(LakeTable table, int first, int last) {
    var partitions = new TreeSet<Integer>();
    for (var file : table.smallFiles(first, last, Long.MAX_VALUE)) {
      partitions.add(file.partition());
    }
    partitions.removeIf(partition -> isRight(table, partition));
    partitions.forEach(partition -> countWhole(table, partition));
    return partitions.size();
  }

  private boolean isRight(LakeTable table, int partition) {
    var found = listed(table, partition, () -> eventsOf(table, partition));
    OptionalLong counted = rewriter.counted(locations(found.rollups()));
    return counted.isPresent() && counted.getAsLong() == rows(found.events());
  }

  private void countWhole(LakeTable table, int partition) {
    var found = listed(table, partition, () -> eventsOf(table, partition));
    var from = table.name() == TableName.ROLLUP_DAY ? TableName.ROLLUP_HOUR : TableName.EVENTS;
    var sources = from == TableName.EVENTS ? found.events() : found.hours();
    replace(
        found,
        new LakeRewriter.Recount(table.name(), List.of(), List.of(), from, locations(sources)));
  }

  private void replace(Listed found, LakeRewriter.Recount recount) {
    var recounted = rewriter.recount(recount);
    requireAll(recount.table(), found.events(), recounted);
    var replacement =
        new LakeReplacement(export.ids().get(), export.epoch(), found.rollups(), recounted.files());
    var table = export.ports().table(recount.table());
    if (export.made(table.replace(replacement)).isEmpty()) {
      throw new LakeException.Wrong(
          "The files of %s were replaced meanwhile. Say it again".formatted(table.name().text()));
    }
  }

  /// Files as they were at one moment.
  ///
  /// @param rollups of a partition
  /// @param events of its days that are to be counted
  /// @param hours with the rollups of hours in this partition
  private record Listed(List<TableFile> rollups, List<TableFile> events, List<TableFile> hours) {}

  /// An import adds events and their rollups in one change: all are listed before it or after it.
  private Listed listed(LakeTable table, int partition, Supplier<List<TableFile>> counted) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var before = snapshots();
      var listed =
          new Listed(
              table.smallFiles(partition, partition, Long.MAX_VALUE),
              counted.get(),
              filesWithin(export.ports().table(TableName.ROLLUP_HOUR), table, partition));
      if (before.equals(snapshots())) {
        return listed;
      }
    }
    throw new LakeException.Wrong("The lake changes all the time. Say it again later");
  }

  private List<Long> snapshots() {
    return export.ports().tables().stream().map(table -> table.state().snapshot()).toList();
  }

  private List<TableFile> eventsOf(Collection<Integer> days) {
    return days.stream()
        .flatMap(day -> events.smallFiles(day, day, Long.MAX_VALUE).stream())
        .toList();
  }

  private List<TableFile> eventsOf(LakeTable table, int partition) {
    return filesWithin(events, table, partition);
  }

  /// The files of `wanted`, which has shorter partitions, or as long ones, within one of `table`.
  private static List<TableFile> filesWithin(LakeTable wanted, LakeTable table, int partition) {
    var period = table.name().period();
    int first = wanted.name().period().of(period.start(partition));
    int end = wanted.name().period().of(period.start(partition + 1));
    return wanted.smallFiles(first, end - 1, Long.MAX_VALUE);
  }

  private static List<String> locations(List<TableFile> files) {
    return files.stream().map(TableFile::location).toList();
  }

  private static long rows(List<TableFile> files) {
    return files.stream().mapToLong(TableFile::rows).sum();
  }

  private static void requireAll(
      TableName table, List<TableFile> counted, LakeRewriter.Recounted recounted) {
    long events = rows(counted);
    long written = recounted.files().stream().mapToLong(LakeFile::events).sum();
    if (recounted.eventsCounted() != events
        || written != recounted.eventsCounted() + recounted.eventsKept()) {
      throw new LakeException.Wrong(
          "The lake has %d events of these days, but for %s %d were counted, %d kept and %d written"
              .formatted(
                  events,
                  table.text(),
                  recounted.eventsCounted(),
                  recounted.eventsKept(),
                  written));
    }
  }
}
