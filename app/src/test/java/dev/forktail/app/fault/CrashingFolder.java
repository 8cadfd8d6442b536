package dev.forktail.app.fault;

import dev.forktail.app.fault.ExportCrash.Place;
import dev.forktail.engine.export.LakeFolder;
import dev.forktail.engine.export.TableName;
import java.time.Instant;
import java.util.List;

/// The files of a lake beside which the process dies.
record CrashingFolder(LakeFolder folder, ExportCrash crash) implements LakeFolder {
  @Override
  public List<StoredFile> writtenBefore(TableName table, Instant moment) {
    return folder.writtenBefore(table, moment);
  }

  @Override
  public void delete(String location) {
    folder.delete(location);
    crash.reached(Place.AFTER_DELETE);
  }
}
