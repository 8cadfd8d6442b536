package dev.forktail.engine.export;

import java.time.Duration;

/// When and how slices go to the lake.
///
/// @param every how long after a commit the next one follows
/// @param slicesMax how many slices one commit takes at most
/// @param mergeBelowBytes smaller files are merged before they are committed, and later again
/// @param mergeFilesMin how many small files of one partition are worth another merge
/// @param longestQuery how long a file may be read that a query once began to read
/// @param snapshotAge how long former states of the tables can be asked for
/// @param orphanAge how old a file is that nobody knows when it is deleted; longer than any write,
///   merge and query
public record ExportConfig(
    Duration every,
    int slicesMax,
    long mergeBelowBytes,
    int mergeFilesMin,
    Duration longestQuery,
    Duration snapshotAge,
    Duration orphanAge) {
  /// How large files of the lake are to be: merges stop there.
  static final long FILE_BYTES_TARGET = 256L << 20;

  public ExportConfig {
    if (every.isNegative() || slicesMax < 1 || mergeBelowBytes < 0 || mergeFilesMin < 2) {
      throw new IllegalArgumentException(
          "Not a plan for exports: every=%s slicesMax=%d mergeBelowBytes=%d mergeFilesMin=%d"
              .formatted(every, slicesMax, mergeBelowBytes, mergeFilesMin));
    }
    if (orphanAge.compareTo(longestQuery) <= 0 || snapshotAge.compareTo(longestQuery) <= 0) {
      throw new IllegalArgumentException(
          "orphanAge (%s) and snapshotAge (%s) must be longer than longestQuery (%s)"
              .formatted(orphanAge, snapshotAge, longestQuery));
    }
  }

  /// A commit every ten minutes of at most two hours at full load, files from 64 MB on as they are,
  /// queries of up to half an hour, six hours back, and a day for orphans.
  public static ExportConfig standard() {
    return new ExportConfig(
        Duration.ofMinutes(10),
        720,
        64L << 20,
        8,
        Duration.ofMinutes(30),
        Duration.ofHours(6),
        Duration.ofDays(1));
  }

  /// Whether this very file becomes part of a table; otherwise its rows do, merged with others.
  boolean takesAsIs(LakeFile file) {
    return file.bytes() >= mergeBelowBytes && file.partition().isPresent();
  }

  /// The same with `next` between commits.
  public ExportConfig committingEvery(Duration next) {
    return new ExportConfig(
        next, slicesMax, mergeBelowBytes, mergeFilesMin, longestQuery, snapshotAge, orphanAge);
  }
}
