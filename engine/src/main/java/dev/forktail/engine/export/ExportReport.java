package dev.forktail.engine.export;

/// What one step of the export has done.
public sealed interface ExportReport {

  /// A slice was written and its files were listed.
  ///
  /// @param isNew false when it had been staged already, so that these files are nobody's
  record Staged(long slice, long rows, int files, long bytes, boolean isNew)
      implements ExportReport {}

  /// Slices were appended to a table.
  ///
  /// @param committed false when somebody else had committed, so that nothing was
  record Committed(
      TableName table,
      int slices,
      int filesRead,
      int filesAdded,
      long events,
      long bytesAdded,
      boolean committed)
      implements ExportReport {}

  /// All that was sealed was brought into the lake.
  record Whole(ExportProgress progress) implements ExportReport {}

  /// A period of the lake was written again.
  ///
  /// @param missing what of it could not be, in a sentence; empty when all was
  record Reexported(ExportProgress progress, String missing) implements ExportReport {}

  /// Tables of slices that are in the lake were dropped.
  record Dropped(int slices) implements ExportReport {}

  /// Staged files that no query reads any more were struck out, and deleted where they are not part
  /// of a table.
  record Tidied(int filesForgotten, int filesDeleted) implements ExportReport {}

  /// Files of a partition were merged.
  ///
  /// @param committed false when they had left the table meanwhile, so that they stay as they were
  record Compacted(
      TableName table,
      int partition,
      int filesBefore,
      int filesAfter,
      long bytesBefore,
      long bytesAfter,
      boolean committed)
      implements ExportReport {}

  /// Former snapshots of a table were forgotten.
  record Expired(TableName table, int snapshots, int filesDeleted) implements ExportReport {}

  /// Files that nobody knows were deleted.
  record Swept(TableName table, int filesOld, int filesDeleted, long bytesDeleted)
      implements ExportReport {}
}
