package dev.forktail.engine.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Counts the rollups of days again from the events that the lake has of them.
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

  /// Counts those of `table`, which has rollups, a partition at a time.
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
    var found = listed(table, partition, days);
    var recounted =
        rewriter.recount(
            new LakeRewriter.Recount(
                table.name(), days, locations(found.rollups()), locations(found.events())));
    requireAll(table.name(), found.events(), recounted);
    var replacement =
        new LakeReplacement(export.ids().get(), export.epoch(), found.rollups(), recounted.files());
    if (export.made(table.replace(replacement)).isEmpty()) {
      throw new LakeException.Wrong(
          "The files of %s were replaced meanwhile. Say it again".formatted(table.name().text()));
    }
  }

  /// Files of both tables as they were at one moment.
  private record Listed(List<TableFile> rollups, List<TableFile> events) {}

  /// An import adds events and their rollups in one change: both are listed before it or after it.
  private Listed listed(LakeTable table, int partition, List<Integer> days) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var before = snapshots(table);
      var rollups = table.smallFiles(partition, partition, Long.MAX_VALUE);
      var counted =
          days.stream()
              .flatMap(day -> events.smallFiles(day, day, Long.MAX_VALUE).stream())
              .toList();
      if (before.equals(snapshots(table))) {
        return new Listed(rollups, counted);
      }
    }
    throw new LakeException.Wrong("The lake changes all the time. Say it again later");
  }

  private List<Long> snapshots(LakeTable table) {
    return List.of(events.state().snapshot(), table.state().snapshot());
  }

  private static List<String> locations(List<TableFile> files) {
    return files.stream().map(TableFile::location).toList();
  }

  private static void requireAll(
      TableName table, List<TableFile> counted, LakeRewriter.Recounted recounted) {
    long events = counted.stream().mapToLong(TableFile::rows).sum();
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
