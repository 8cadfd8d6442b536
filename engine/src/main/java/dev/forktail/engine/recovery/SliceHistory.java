package dev.forktail.engine.recovery;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.imports.ImportCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What all files together have of each slice. Imported events are in none: they are apart.
final class SliceHistory {
  private final TreeMap<Long, PastSlice> slices = new TreeMap<>();
  private @Nullable PastSlice imported;
  private final Set<ProjectId> projects = new TreeSet<>(Comparator.comparingInt(ProjectId::value));
  private int laneMax;

  void add(Collection<SliceShare> shares) {
    for (var share : shares) {
      projects.add(share.project());
      laneMax = Math.max(laneMax, share.laneMax());
      add(new PastSlice(share.slice(), share.events(), share.receivedLast()));
    }
  }

  /// Adds what a file has of a slice.
  void add(PastSlice part) {
    if (part.slice() == ImportCatalog.SLICE) {
      imported = imported == null ? part : sum(imported, part);
    } else {
      slices.merge(part.slice(), part, SliceHistory::sum);
    }
  }

  private static PastSlice sum(PastSlice one, PastSlice other) {
    var last =
        one.receivedLast().isAfter(other.receivedLast())
            ? one.receivedLast()
            : other.receivedLast();
    return new PastSlice(one.slice(), one.events() + other.events(), last);
  }

  Set<ProjectId> projects() {
    return projects;
  }

  int laneMax() {
    return laneMax;
  }

  /// What was imported.
  Optional<PastSlice> findImported() {
    return Optional.ofNullable(imported);
  }

  /// Everything that a table with this watermark has, what was imported included.
  List<PastSlice> below(long watermark) {
    var below = new ArrayList<PastSlice>();
    findImported().ifPresent(below::add);
    below.addAll(slices.headMap(watermark).values());
    return below;
  }

  Optional<PastSlice> findLast() {
    return Optional.ofNullable(slices.lastEntry()).map(Map.Entry::getValue);
  }

  Optional<PastSlice> find(long slice) {
    return Optional.ofNullable(slices.get(slice));
  }

  /// The numbers from `first` on, of slices with events.
  List<Long> from(long first) {
    return slices.tailMap(first, true).values().stream()
        .filter(slice -> slice.events() > 0)
        .map(PastSlice::slice)
        .toList();
  }

  /// When the last event that was not imported was received.
  Optional<Instant> findLastReceived() {
    return slices.values().stream().map(PastSlice::receivedLast).max(Comparator.naturalOrder());
  }

  /// The first of the newest slices that together have `eventsMax` events at most, of which none is
  /// older than `age`; empty when that is none.
  Optional<PastSlice> findFirstWithin(long eventsMax, Duration age) {
    var since = findLastReceived().map(last -> last.minus(age)).orElse(Instant.MAX);
    @Nullable PastSlice first = null;
    long events = 0;
    for (var slice : slices.descendingMap().values()) {
      events += slice.events();
      if (events > eventsMax || slice.receivedLast().isBefore(since)) {
        break;
      }
      first = slice;
    }
    return Optional.ofNullable(first);
  }
}
