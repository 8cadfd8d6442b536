package dev.forktail.journal;

/// The answer to an append. Only an accepted one is acknowledged later.
public sealed interface Append {

  /// The records have the sequences from `firstSequence` up to, not including, `afterSequence`.
  record Accepted(long firstSequence, long afterSequence) implements Append {}

  /// No room at the moment; nothing was taken.
  record Full(Shortage shortage) implements Append {}

  /// The disk fails or the journal is closed; nothing was taken.
  record Failed(String reason) implements Append {}

  /// What there is too little of.
  enum Shortage {
    /// The records that wait for the next write fill their buffer.
    GROUP_BUFFER,
    /// The next segment is not prepared yet.
    SEGMENT,
    /// The journal has its maximal size.
    DISK_BUDGET,
    /// The disk has only its reserve left.
    FREE_SPACE
  }
}
