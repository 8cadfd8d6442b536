package dev.forktail.engine.export.memory;

import dev.forktail.engine.export.ExportDiary;
import dev.forktail.engine.export.ExportDiaryContract;

final class InMemoryExportDiaryTest extends ExportDiaryContract {
  private final ExportDiary diary = new InMemoryExportDiary();

  @Override
  protected ExportDiary diary() {
    return diary;
  }
}
