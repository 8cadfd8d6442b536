package dev.forktail.engine.imports;

import dev.forktail.engine.export.LakeFile;
import java.time.Instant;
import java.util.List;

/// A part as files of the lake, and what it adds to each count.
///
/// @param files those of `events` have each event once that was not stored before; the rollups
///   count these; each file lies in one partition
/// @param minutes the same events, counted
/// @param accounts of all rows of the part
public record WrittenPart(List<LakeFile> files, List<Minute> minutes, List<Account> accounts) {
  public WrittenPart {
    files = List.copyOf(files);
    minutes = List.copyOf(minutes);
    accounts = List.copyOf(accounts);
  }

  /// How many events of one name and source occurred in one minute.
  public record Minute(Instant minute, String name, String source, long events) {}

  /// What became of the rows of one source.
  public record Account(String source, long stored, long duplicates) {}
}
