package dev.forktail.engine.export.memory;

import static dev.forktail.engine.export.LakeFiles.NOON;

import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.SealedSlices;
import dev.forktail.engine.export.StagedFiles;
import dev.forktail.engine.export.StagedFilesContract;

final class InMemoryStagingTest extends StagedFilesContract {
  private final InMemoryStaging staging = new InMemoryStaging();
  private int minutes;

  @Override
  protected StagedFiles staged() {
    return staging;
  }

  @Override
  protected SealedSlices slices() {
    return staging;
  }

  @Override
  protected SealedSlice sealed(int rows) {
    var opened = NOON.plusSeconds(60L * minutes++);
    var slice = new SealedSlice(100 + minutes, rows, opened, opened.plusSeconds(60));
    staging.seal(slice, _ -> {});
    return slice;
  }
}
