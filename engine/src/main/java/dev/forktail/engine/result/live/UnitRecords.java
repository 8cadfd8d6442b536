package dev.forktail.engine.result.live;

import dev.forktail.statistics.sums.Sums;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/// The records of units and the totals, within one transaction.
///
/// - **Contract.** A record that was locked is nobody else's until the transaction ends.
/// - **Failure.** A [dev.forktail.engine.event.StoreException]; the transaction comes to nothing.
public interface UnitRecords {

  /// The records under these keys, locked in this order; an empty one where there is none yet.
  Map<UnitKey, UnitRecord> lock(SortedSet<UnitKey> keys);

  /// Keeps these records, which were locked.
  ///
  /// @param slice the newest of which they know anything
  void put(Collection<UnitRecord> records, long slice);

  /// Adds to totals; rows that do not exist begin with nothing.
  void add(SortedMap<TotalKey, Sums> changes);
}
