package dev.forktail.engine.export.simulation;

import dev.forktail.engine.export.CommitOutcome;
import dev.forktail.engine.export.LakeAppend;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFolder;
import dev.forktail.engine.export.LakeReplacement;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.LakeState;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.SliceFile;
import dev.forktail.engine.export.SliceRange;
import dev.forktail.engine.export.StagedFiles;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A table whose commits fail or whose answers are lost.
final class FaultyTable implements LakeTable {
  private final LakeTable table;
  private final Faults faults;
  private final Planted planted;

  FaultyTable(LakeTable table, Faults faults, Planted planted) {
    this.table = table;
    this.faults = faults;
    this.planted = planted;
  }

  /// A bug and what it needs to do harm.
  record Planted(Bug bug, StagedFiles epochs, LakeFolder folder) {}

  @Override
  public TableName name() {
    return table.name();
  }

  @Override
  public LakeState state() {
    return faults.lake(table::state);
  }

  @Override
  public CommitOutcome prepare(long epoch, LakeSchema schema) {
    return table.prepare(epoch, schema);
  }

  @Override
  public CommitOutcome append(LakeAppend append) {
    try {
      return faults.lake(() -> appended(append));
    } catch (LakeException.OutcomeUnknown e) {
      if (planted.bug() == Bug.DELETE_ON_UNKNOWN) {
        append.files().forEach(file -> planted.folder().delete(file.location()));
      }
      throw e;
    }
  }

  private CommitOutcome appended(LakeAppend append) {
    return switch (planted.bug()) {
      case NEITHER_WATERMARK_NOR_EPOCH -> table.append(moved(underCurrentEpoch(append)));
      case WATERMARK_IN_SECOND_COMMIT -> appendedInTwo(append);
      case IGNORE_EPOCH -> table.append(underCurrentEpoch(append));
      default -> table.append(append);
    };
  }

  private LakeAppend moved(LakeAppend append) {
    long watermark = table.state().watermark();
    long next = Math.max(watermark + 1, append.watermark());
    return new LakeAppend(append.id(), append.epoch(), watermark, next, append.files());
  }

  /// Moves the watermark as little as a commit can, then, unless something happens, to its place.
  private CommitOutcome appendedInTwo(LakeAppend append) {
    long middle = append.expected() + 1;
    if (append.watermark() == middle || !faults.happens()) {
      return table.append(append);
    }
    table.append(
        new LakeAppend(append.id(), append.epoch(), append.expected(), middle, append.files()));
    throw new Crash();
  }

  private LakeAppend underCurrentEpoch(LakeAppend append) {
    long epoch = current(append.epoch());
    return new LakeAppend(
        append.id(), epoch, append.expected(), append.watermark(), append.files());
  }

  private long current(long epoch) {
    long current = epoch;
    while (!planted.epochs().isCurrent(current)) {
      current++;
    }
    return current;
  }

  @Override
  public CommitOutcome replace(LakeReplacement replacement) {
    return faults.lake(() -> table.replace(planted(replacement)));
  }

  private LakeReplacement planted(LakeReplacement replacement) {
    if (planted.bug() != Bug.IGNORE_EPOCH) {
      return replacement;
    }
    long epoch = current(replacement.epoch());
    return new LakeReplacement(replacement.id(), epoch, replacement.old(), replacement.merged());
  }

  @Override
  public List<TableFile> smallFiles(int first, int last, long bytesEnd) {
    return faults.lake(() -> table.smallFiles(first, last, bytesEnd));
  }

  @Override
  public List<SliceFile> filesOf(SliceRange slices) {
    return faults.lake(() -> table.filesOf(slices));
  }

  @Override
  public Expired expire(long epoch, Instant moment) {
    return faults.lake(() -> table.expire(epoch, moment));
  }

  @Override
  public Set<String> reachable() {
    return faults.lake(table::reachable);
  }
}
