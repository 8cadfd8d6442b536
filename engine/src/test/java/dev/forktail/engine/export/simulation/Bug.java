package dev.forktail.engine.export.simulation;

/// Bugs that can be planted into the export to see that the oracle finds them.
enum Bug {
  NONE,
  /// An append looks neither where the watermark stands nor who has taken over.
  NEITHER_WATERMARK_NOR_EPOCH,
  /// The watermark moves in a commit of its own, after the one with the files.
  WATERMARK_IN_SECOND_COMMIT,
  /// When the outcome of an append is unknown, its files are deleted.
  DELETE_ON_UNKNOWN,
  /// Tables take commits from exporters that were replaced.
  IGNORE_EPOCH,
  /// The sweep does not ask whether a file is staged.
  SWEEP_STAGED_FILES,
  /// Retired files are deleted although queries may still read them.
  DELETE_RETIRED_AT_ONCE
}
