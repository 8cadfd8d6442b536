package dev.forktail.engine.event;

import java.util.List;
import java.util.UUID;

/// The run of consecutive arrivals of a journal that one transaction stores.
///
/// @param journal which journal
/// @param first where the ledger of the journal stands before the batch
/// @param after where it stands once the batch is stored; sequences in between that have no entry
///   were never acknowledged, or are listed in `damaged`
/// @param entries in the order of their sequence, all in `first..after`
/// @param damaged how many acknowledged arrivals in `first..after` could not be read back from disk
public record EventBatch(UUID journal, long first, long after, List<Entry> entries, long damaged) {

  /// One arrival and its place in the journal.
  public record Entry(long sequence, Arrival arrival) {}

  public EventBatch {
    entries = List.copyOf(entries);
    if (first > after || damaged < 0) {
      throw new IllegalArgumentException(
          "Not a batch: first=" + first + " after=" + after + " damaged=" + damaged);
    }
  }

  /// The part of this batch that lies at or behind `position`, for a ledger that is already there.
  public EventBatch from(long position) {
    if (position <= first) {
      return this;
    }
    if (position > after) {
      throw new IllegalArgumentException(
          "position " + position + " lies behind the batch " + after);
    }
    return new EventBatch(
        journal,
        position,
        after,
        entries.stream().filter(entry -> entry.sequence() >= position).toList(),
        0);
  }

  /// This batch cut in two before its entry number `index`, which is in `1..entries.size()-1`.
  public List<EventBatch> splitAt(int index) {
    long middle = entries.get(index).sequence();
    return List.of(
        new EventBatch(journal, first, middle, entries.subList(0, index), damaged),
        new EventBatch(journal, middle, after, entries.subList(index, entries.size()), 0));
  }
}
