package dev.forktail.lake;

import dev.forktail.engine.export.CommitOutcome;
import dev.forktail.engine.export.LakeAppend;

/// Adding the files of an export and moving the watermark, in one.
record Appending(LakeAppend append) implements TableChange.Step {

  @Override
  public CommitOutcome on(PinnedOperations version) {
    if (Snapshots.have(version.current(), append.id())) {
      return Snapshots.committed(version);
    }
    var state = Snapshots.state(version.current());
    if (state.watermark() != append.expected()) {
      return new CommitOutcome.OutOfStep(state);
    }
    commit(version);
    return Snapshots.committed(version);
  }

  private void commit(PinnedOperations version) {
    var transaction = Tables.of(version).newTransaction();
    var added = transaction.newAppend().set(Snapshots.CHANGE, append.id().toString());
    for (var file : append.files()) {
      added.appendFile(TableEntry.of(file, version.current()));
    }
    added.commit();
    transaction
        .updateProperties()
        .set(TableLayout.WATERMARK, Long.toString(append.watermark()))
        .commit();
    transaction.commitTransaction();
  }
}
