package dev.forktail.engine.export.memory;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.PastSlice;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.SealedSlices;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.StagedFiles;
import dev.forktail.engine.export.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sealed slices and staged files in memory.
public final class InMemoryStaging implements SealedSlices, StagedFiles {
  private final TreeMap<Long, SealedSlice> slices = new TreeMap<>();
  private final TreeMap<Long, SealedSlice> dropped = new TreeMap<>();
  private final Map<Long, RowSource> rows = new HashMap<>();
  private final Set<Long> staged = new HashSet<>();
  private final Map<String, StagedFile> files = new HashMap<>();
  private final Map<String, Instant> retired = new HashMap<>();
  private long epoch;

  /// Adds a sealed slice whose rows are `content`.
  public synchronized void seal(SealedSlice slice, RowSource content) {
    slices.put(slice.slice(), slice);
    rows.put(slice.slice(), content);
  }

  @Override
  public synchronized List<SealedSlice> unstaged(int max) {
    return slices.values().stream()
        .filter(slice -> !staged.contains(slice.slice()))
        .limit(max)
        .toList();
  }

  @Override
  public synchronized Optional<SealedSlice> findFrom(long first) {
    return slices.tailMap(first).values().stream().findFirst();
  }

  @Override
  public synchronized List<PastSlice> past(Instant from, Instant to) {
    var past = new TreeMap<Long, PastSlice>();
    dropped.forEach((number, slice) -> past.put(number, new PastSlice(slice, false)));
    slices.forEach((number, slice) -> past.put(number, new PastSlice(slice, true)));
    return past.values().stream()
        .filter(one -> one.slice().opened().isBefore(to) && one.slice().sealed().isAfter(from))
        .toList();
  }

  @Override
  public RowSource rows(SealedSlice slice) {
    return out -> content(slice.slice()).copyTo(out);
  }

  private synchronized RowSource content(long slice) {
    var content = rows.get(slice);
    if (content == null) {
      throw new StoreException.Unavailable(
          "There is no slice " + slice, new NoSuchElementException());
    }
    return content;
  }

  @Override
  public synchronized List<Long> drop(long end, Instant sealedBefore) {
    return drop(end, slice -> slice.sealed().isBefore(sealedBefore), Integer.MAX_VALUE);
  }

  @Override
  public synchronized List<Long> dropOldest(long end, int max) {
    return drop(end, _ -> true, max);
  }

  private List<Long> drop(long end, Predicate<SealedSlice> wanted, int max) {
    var old =
        slices.headMap(end).values().stream()
            .filter(slice -> staged.contains(slice.slice()))
            .filter(wanted)
            .map(SealedSlice::slice)
            .limit(max)
            .toList();
    old.forEach(slice -> dropped.put(slice, Objects.requireNonNull(slices.remove(slice))));
    old.forEach(rows::remove);
    return old;
  }

  @Override
  public synchronized long takeOver() {
    return ++epoch;
  }

  @Override
  public synchronized boolean isCurrent(long mine) {
    return mine == epoch;
  }

  private void require(long mine) {
    if (mine != epoch) {
      throw new LakeException.Fenced("Another exporter has taken over: epoch=" + epoch);
    }
  }

  @Override
  public synchronized boolean add(long mine, SealedSlice slice, List<StagedFile> added) {
    require(mine);
    if (!slices.containsKey(slice.slice()) || !staged.add(slice.slice())) {
      return false;
    }
    added.forEach(file -> files.put(file.file().location(), file));
    return true;
  }

  @Override
  public synchronized List<StagedFile> list(TableName table, long first) {
    return files.values().stream()
        .filter(file -> file.file().table() == table && file.slice() >= first)
        .sorted(
            Comparator.comparingLong(StagedFile::slice)
                .thenComparing(file -> file.file().location()))
        .toList();
  }

  @Override
  public synchronized boolean contains(String location) {
    return files.containsKey(location);
  }

  @Override
  public synchronized void retire(long mine, TableName table, long end, Instant now) {
    require(mine);
    for (var file : list(table, Long.MIN_VALUE)) {
      if (file.slice() < end) {
        retired.putIfAbsent(file.file().location(), now);
      }
    }
  }

  @Override
  public synchronized List<StagedFile> retiredBefore(Instant moment, int max) {
    var locations = new ArrayList<>(retired.keySet());
    locations.removeIf(location -> !isBefore(retired.get(location), moment));
    return locations.stream().sorted().limit(max).map(this::file).toList();
  }

  private static boolean isBefore(@Nullable Instant retiredAt, Instant moment) {
    return retiredAt != null && retiredAt.isBefore(moment);
  }

  private StagedFile file(String location) {
    return Objects.requireNonNull(files.get(location));
  }

  @Override
  public synchronized void forget(long mine, List<StagedFile> gone) {
    require(mine);
    for (var file : gone) {
      files.remove(file.file().location());
      retired.remove(file.file().location());
    }
  }
}
