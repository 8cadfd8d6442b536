package dev.forktail.engine.export.simulation;

import dev.forktail.engine.export.PastSlice;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.SealedSlices;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.StagedFiles;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryStaging;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Slices and staged files in a database that fails.
final class FaultyStaging implements SealedSlices, StagedFiles {
  private final InMemoryStaging staging;
  private final Faults faults;
  private final Bug bug;

  FaultyStaging(InMemoryStaging staging, Faults faults, Bug bug) {
    this.staging = staging;
    this.faults = faults;
    this.bug = bug;
  }

  @Override
  public List<SealedSlice> unstaged(int max) {
    return faults.store(() -> staging.unstaged(max));
  }

  @Override
  public Optional<SealedSlice> findFrom(long first) {
    return staging.findFrom(first);
  }

  @Override
  public List<PastSlice> past(Instant from, Instant to) {
    return staging.past(from, to);
  }

  @Override
  public RowSource rows(SealedSlice slice) {
    return staging.rows(slice);
  }

  @Override
  public List<Long> drop(long end, Instant sealedBefore) {
    return faults.store(() -> staging.drop(end, sealedBefore));
  }

  @Override
  public List<Long> dropOldest(long end, int max) {
    return faults.store(() -> staging.dropOldest(end, max));
  }

  @Override
  public long takeOver() {
    return staging.takeOver();
  }

  @Override
  public boolean isCurrent(long epoch) {
    return faults.store(() -> staging.isCurrent(epoch));
  }

  @Override
  public boolean add(long epoch, SealedSlice slice, List<StagedFile> files) {
    return faults.store(() -> staging.add(epoch, slice, files));
  }

  @Override
  public List<StagedFile> list(TableName table, long first) {
    return faults.store(() -> staging.list(table, first));
  }

  @Override
  public boolean contains(String location) {
    return bug != Bug.SWEEP_STAGED_FILES && faults.store(() -> staging.contains(location));
  }

  @Override
  public void retire(long epoch, TableName table, long end, Instant now) {
    faults.store(
        () -> {
          staging.retire(epoch, table, end, now);
          return true;
        });
  }

  @Override
  public List<StagedFile> retiredBefore(Instant moment, int max) {
    var before = bug == Bug.DELETE_RETIRED_AT_ONCE ? Instant.MAX : moment;
    return faults.store(() -> staging.retiredBefore(before, max));
  }

  @Override
  public void forget(long epoch, List<StagedFile> files) {
    faults.store(
        () -> {
          staging.forget(epoch, files);
          return true;
        });
  }
}
