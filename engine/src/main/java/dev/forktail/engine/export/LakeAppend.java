package dev.forktail.engine.export;

import java.util.List;
import java.util.UUID;

/// What one export puts into a table.
///
/// @param id of this append, the same when it is tried again
/// @param expected where the watermark stands
/// @param watermark where it stands afterwards
/// @param files all rows of the slices `expected..watermark-1`, each file in one partition; none
///   when these slices have no rows for the table
public record LakeAppend(UUID id, long epoch, long expected, long watermark, List<LakeFile> files) {
  public LakeAppend {
    files = List.copyOf(files);
    if (watermark <= expected) {
      throw new IllegalArgumentException(
          "The watermark only rises: expected=" + expected + " watermark=" + watermark);
    }
  }
}
