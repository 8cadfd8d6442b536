package dev.forktail.engine.result.memory;

import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.live.UnitRecord;
import dev.forktail.engine.result.live.UnitRecordCodec;
import dev.forktail.engine.result.live.UnitRecords;
import dev.forktail.statistics.sums.Sums;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Records of units and totals in memory, for one thread: each call is there for good.
public final class InMemoryUnitRecords implements UnitRecords {
  private final Map<UnitKey, byte[]> records = new HashMap<>();
  private final SortedMap<TotalKey, Sums> totals = new TreeMap<>();

  @Override
  public Map<UnitKey, UnitRecord> lock(SortedSet<UnitKey> keys) {
    var locked = new HashMap<UnitKey, UnitRecord>();
    for (var key : keys) {
      var bytes = records.get(key);
      locked.put(key, bytes == null ? UnitRecord.of(key) : UnitRecordCodec.decode(key, bytes));
    }
    return locked;
  }

  @Override
  public void put(Collection<UnitRecord> changed, long slice) {
    changed.forEach(record -> records.put(record.key(), UnitRecordCodec.encode(record)));
  }

  @Override
  public void add(SortedMap<TotalKey, Sums> changes) {
    changes.forEach((key, sums) -> totals.merge(key, sums, Sums::plus));
    totals.values().removeIf(sums -> sums.equals(Sums.none(sums.width())));
  }

  /// Units that count nowhere.
  public Set<UnitKey> forgotten() {
    return lock(new TreeSet<>(records.keySet())).values().stream()
        .filter(UnitRecord::isForgotten)
        .map(UnitRecord::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// All totals that are not nothing.
  public SortedMap<TotalKey, Sums> totals() {
    return new TreeMap<>(totals);
  }
}
