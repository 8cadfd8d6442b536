package dev.forktail.engine.imports;

import java.nio.file.Path;
import java.time.Duration;

/// How files are imported.
///
/// @param work a folder of nobody else
/// @param partBytesMax what of one part is in memory at once, about
/// @param refusedMax with more refused rows than this, nothing of a file is imported
/// @param commitWithin how old files may be when they become part of the lake; less than the age at
///   which files that nobody knows are deleted
public record ImportConfig(Path work, long partBytesMax, long refusedMax, Duration commitWithin) {
  /// Every refused row is kept, in the event database.
  public static final long REFUSED_MAX = 1_000_000;

  public ImportConfig {
    if (partBytesMax < 1 || refusedMax < 0 || refusedMax > REFUSED_MAX) {
      throw new IllegalArgumentException(
          "Not limits of an import: partBytesMax=%d refusedMax=%d"
              .formatted(partBytesMax, refusedMax));
    }
  }
}
