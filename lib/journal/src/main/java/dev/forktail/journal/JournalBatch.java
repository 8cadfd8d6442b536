package dev.forktail.journal;

import java.util.List;

/// Consecutive records of a journal: all there are from sequence `from` up to, not including,
/// `after`, where the next batch begins.
///
/// Sequences whose append failed, or whose record is damaged, are missing. So `after - from` may
/// exceed the number of records, even if there is no record at all.
public record JournalBatch(long from, long after, List<JournalRecord> records) {
  public JournalBatch {
    records = List.copyOf(records);
  }

  /// Whether the reader has not moved.
  public boolean isEmpty() {
    return from == after;
  }
}
