package dev.forktail.engine.export;

import java.util.List;
import java.util.UUID;

/// The same events in other files.
///
/// @param id of this replacement, the same when it is tried again
/// @param old files of the table, all of one partition
/// @param merged files of that partition that stand for the same events
public record LakeReplacement(UUID id, long epoch, List<TableFile> old, List<LakeFile> merged) {
  public LakeReplacement {
    old = List.copyOf(old);
    merged = List.copyOf(merged);
    if (old.isEmpty() || merged.isEmpty()) {
      throw new IllegalArgumentException("Nothing to replace, or nothing in its place");
    }
    int partition = old.getFirst().partition();
    if (old.stream().anyMatch(file -> file.partition() != partition)
        || merged.stream().anyMatch(file -> file.partition().orElse(partition + 1) != partition)) {
      throw new IllegalArgumentException("Files of different partitions, not only of " + partition);
    }
  }
}
