package dev.forktail.journal;

/// Bytes of a segment that should hold records and do not.
///
/// Missing are the sequences from `firstSequence` up to, not including, `afterSequence`; none if
/// the two are equal: the file is damaged, and no record is known to have been there.
public record Damage(
    long segment, long offset, long bytes, long firstSequence, long afterSequence) {

  public long records() {
    return afterSequence - firstSequence;
  }
}
