package dev.forktail.engine.export.memory;

import static dev.forktail.engine.export.LakeFiles.NOON;

import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeFiles;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.LakeTableContract;
import dev.forktail.engine.export.TableName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

final class InMemoryLakeTableTest extends LakeTableContract {
  private final InMemoryStaging staging = new InMemoryStaging();
  private final InMemoryLakeFolder folder = new InMemoryLakeFolder();
  private final InMemoryLakeTable table =
      new InMemoryLakeTable(TableName.EVENTS, staging, folder, InstantSource.fixed(NOON));
  private int files;

  @Override
  protected LakeTable table() {
    return table;
  }

  @Override
  protected long takeOver() {
    return staging.takeOver();
  }

  @Override
  protected Instant later() {
    return NOON.plusSeconds(1);
  }

  @Override
  protected LakeFile written(long rows, int daysAgo) {
    var from = NOON.minus(Duration.ofDays(daysAgo));
    var file = LakeFiles.file(TableName.EVENTS, "f" + files++, rows, from, from);
    folder.write(file.location(), NOON);
    return file;
  }

  @Override
  protected boolean exists(String location) {
    return folder.has(location);
  }
}
