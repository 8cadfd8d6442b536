package dev.forktail.postgres.export;

import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.SealedSlices;
import dev.forktail.engine.export.StagedFiles;
import dev.forktail.engine.export.StagedFilesContract;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresStagedFilesIT extends StagedFilesContract {
  private final StoredSlices stored;
  private final StagedFiles staged;
  private final SealedSlices slices;

  PostgresStagedFilesIT(TestDatabase database) {
    stored = new StoredSlices(database);
    staged = new PostgresStagedFiles(database.database());
    slices = new PostgresSealedSlices(database.database());
  }

  @AfterEach
  void close() {
    stored.close();
  }

  @Override
  protected StagedFiles staged() {
    return staged;
  }

  @Override
  protected SealedSlice sealed(int rows) {
    return stored.seal(rows);
  }

  @Override
  protected SealedSlices slices() {
    return slices;
  }
}
