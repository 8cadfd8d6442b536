package dev.forktail.engine.export;

import java.util.List;
import java.util.UUID;

/// The same rows in other files.
///
/// @param id of this replacement, the same when it is tried again
/// @param old files of the table, all of one partition
/// @param merged files that stand for the same events, in that partition
public record LakeReplacement(UUID id, long epoch, List<LakeFile> old, List<LakeFile> merged) {
  public LakeReplacement {
    old = List.copyOf(old);
    merged = List.copyOf(merged);
    long before = old.stream().mapToLong(LakeFile::events).sum();
    long after = merged.stream().mapToLong(LakeFile::events).sum();
    if (old.isEmpty() || before != after) {
      throw new IllegalArgumentException(
          "Not a replacement: files=%d events before=%d after=%d"
              .formatted(old.size(), before, after));
    }
  }
}
