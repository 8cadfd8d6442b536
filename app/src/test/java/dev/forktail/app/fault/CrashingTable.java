package dev.forktail.app.fault;

import dev.forktail.app.fault.ExportCrash.Place;
import dev.forktail.engine.export.CommitOutcome;
import dev.forktail.engine.export.LakeAppend;
import dev.forktail.engine.export.LakeReplacement;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.LakeState;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.SliceFile;
import dev.forktail.engine.export.SliceRange;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A table of the lake beside which the process dies.
record CrashingTable(LakeTable table, ExportCrash crash) implements LakeTable {
  @Override
  public TableName name() {
    return table.name();
  }

  @Override
  public LakeState state() {
    return table.state();
  }

  @Override
  public CommitOutcome prepare(long epoch, LakeSchema schema) {
    return table.prepare(epoch, schema);
  }

  @Override
  public CommitOutcome append(LakeAppend append) {
    crash.reached(Place.BEFORE_APPEND);
    var outcome = table.append(append);
    crash.reached(Place.AFTER_APPEND);
    return outcome;
  }

  @Override
  public CommitOutcome replace(LakeReplacement replacement) {
    crash.reached(Place.BEFORE_REPLACE);
    var outcome = table.replace(replacement);
    crash.reached(Place.AFTER_REPLACE);
    return outcome;
  }

  @Override
  public List<TableFile> smallFiles(int first, int last, long bytesEnd) {
    return table.smallFiles(first, last, bytesEnd);
  }

  @Override
  public List<SliceFile> filesOf(SliceRange slices) {
    return table.filesOf(slices);
  }

  @Override
  public Expired expire(long epoch, Instant moment) {
    crash.reached(Place.BEFORE_EXPIRE);
    var expired = table.expire(epoch, moment);
    if (expired.snapshots() > 0) {
      crash.reached(Place.AFTER_EXPIRE);
    }
    return expired;
  }

  @Override
  public Set<String> reachable() {
    var reachable = table.reachable();
    crash.reached(Place.AFTER_REACHABLE);
    return reachable;
  }
}
