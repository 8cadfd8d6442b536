package dev.forktail.engine.export;

import java.util.List;
import java.util.UUID;

/// What one export puts into a table.
///
/// @param id of this append, the same when it is tried again
/// @param expected where the watermark stands
/// @param watermark where it stands afterwards
/// @param files all rows of the slices `expected..watermark-1`, each file in one partition
public record LakeAppend(UUID id, long epoch, long expected, long watermark, List<LakeFile> files) {
  public LakeAppend {
    files = List.copyOf(files);
    if (watermark <= expected || files.isEmpty()) {
      throw new IllegalArgumentException(
          "Not an append: expected=%d watermark=%d files=%d"
              .formatted(expected, watermark, files.size()));
    }
    files.stream()
        .filter(file -> file.partition().isEmpty())
        .findFirst()
        .ifPresent(LakeAppend::refuse);
  }

  private static void refuse(LakeFile file) {
    throw new IllegalArgumentException("A file of several partitions: " + file.location());
  }
}
