package dev.forktail.engine.export;

import java.util.List;

/// Writes slices as Parquet files.
///
/// - **Contract.** The files of `events` hold each row once, those of each rollup table count each
///   event once; sorted, target size and compression as the lake has them. On-time and late events
///   (occurred in an earlier UTC day than, or more than an hour before, the opening of the slice)
///   are in files of their own; only files of late events, and of a slice that was open at
///   midnight, may span several partitions. Names are new at each call. All files are whole and
///   durable when the call returns.
/// - **Failure.** [LakeException.Unavailable]: nothing of it counts. What was written then, or by a
///   process that was killed, has names nobody knows and is swept away later.
/// - **Threads.** One call at a time; blocks.
public interface SliceWriter {

  /// Writes `rows`, which are those of `slice`, for all tables of `schema`.
  List<LakeFile> write(SealedSlice slice, LakeSchema schema, RowSource rows);
}
