package dev.forktail.postgres.export;

import dev.forktail.engine.export.ExportDiary;
import dev.forktail.engine.export.ExportDiaryContract;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresExportDiaryIT extends ExportDiaryContract {
  private final ExportDiary diary;

  PostgresExportDiaryIT(TestDatabase database) {
    diary = new PostgresExportDiary(database.database());
  }

  @Override
  protected ExportDiary diary() {
    return diary;
  }
}
