package dev.forktail.engine.export;

import java.util.List;
import java.util.UUID;

/// Files in the place of others: those that stand for the same events, unless these were wrong.
///
/// @param id of this replacement, the same when it is tried again
/// @param old files of the table
/// @param merged the files that come instead, each in one partition
public record LakeReplacement(UUID id, long epoch, List<TableFile> old, List<LakeFile> merged) {
  public LakeReplacement {
    old = List.copyOf(old);
    merged = List.copyOf(merged);
    if (old.isEmpty() || merged.isEmpty()) {
      throw new IllegalArgumentException("Nothing to replace, or nothing in its place");
    }
    if (merged.stream().anyMatch(file -> file.partition().isEmpty())) {
      throw new IllegalArgumentException("A file of several partitions");
    }
  }
}
