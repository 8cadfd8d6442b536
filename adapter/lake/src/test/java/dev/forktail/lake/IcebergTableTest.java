package dev.forktail.lake;

import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.LakeTableContract;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeCatalog;
import dev.forktail.engine.export.memory.InMemoryStaging;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

/// Real metadata on a disk, the pointer in memory.
final class IcebergTableTest extends LakeTableContract {
  private final InMemoryStaging staging = new InMemoryStaging();
  private final LakeOnDisk lake;

  IcebergTableTest(@TempDir Path folder) {
    lake = new LakeOnDisk(folder, new InMemoryLakeCatalog(staging));
  }

  @Override
  protected LakeTable table() {
    return lake.at().table(TableName.EVENTS);
  }

  @Override
  protected long takeOver() {
    return staging.takeOver();
  }

  @Override
  protected Instant later() {
    return LakeOnDisk.LATER;
  }

  @Override
  protected LakeFile written(long rows, int daysAgo) {
    return lake.written(TableName.EVENTS, rows, daysAgo);
  }

  @Override
  protected boolean exists(String location) {
    return LakeOnDisk.exists(location);
  }
}
