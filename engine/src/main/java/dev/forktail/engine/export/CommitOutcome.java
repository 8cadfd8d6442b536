package dev.forktail.engine.export;

/// What became of a change to a table of the lake.
public sealed interface CommitOutcome {
  /// It is in the table.
  record Committed(LakeState state) implements CommitOutcome {}

  /// It is not in the table, because the table is not what the change was made for: somebody else
  /// has committed.
  record OutOfStep(LakeState state) implements CommitOutcome {}

  /// It is not in the table, and never will be: another exporter has taken over.
  record Fenced() implements CommitOutcome {}
}
