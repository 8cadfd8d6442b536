package dev.forktail.app.fault;

import dev.forktail.app.fault.ExportCrash.Place;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.StagedFiles;
import dev.forktail.engine.export.TableName;
import java.time.Instant;
import java.util.List;

/// A list of staged files beside which the process dies.
record CrashingStaging(StagedFiles staged, ExportCrash crash) implements StagedFiles {
  @Override
  public long takeOver() {
    return staged.takeOver();
  }

  @Override
  public boolean isCurrent(long epoch) {
    return staged.isCurrent(epoch);
  }

  @Override
  public boolean add(long epoch, SealedSlice slice, List<StagedFile> files) {
    crash.reached(Place.BEFORE_LIST);
    boolean isNew = staged.add(epoch, slice, files);
    crash.reached(Place.AFTER_LIST);
    return isNew;
  }

  @Override
  public List<StagedFile> list(TableName table, long first) {
    return staged.list(table, first);
  }

  @Override
  public boolean contains(String location) {
    return staged.contains(location);
  }

  @Override
  public void retire(long epoch, TableName table, long end, Instant now) {
    crash.reached(Place.BEFORE_RETIRE);
    staged.retire(epoch, table, end, now);
    crash.reached(Place.AFTER_RETIRE);
  }

  @Override
  public List<StagedFile> retiredBefore(Instant moment, int max) {
    return staged.retiredBefore(moment, max);
  }

  @Override
  public void forget(long epoch, List<StagedFile> files) {
    crash.reached(Place.BEFORE_FORGET);
    staged.forget(epoch, files);
    crash.reached(Place.AFTER_FORGET);
  }
}
