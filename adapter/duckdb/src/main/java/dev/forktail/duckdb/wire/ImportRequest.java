package dev.forktail.duckdb.wire;

import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.imports.ImportFormat;
import dev.forktail.engine.imports.ImportPart;
import dev.forktail.engine.imports.Mapping;
import java.time.Instant;
import java.util.List;

/// What a child is asked to do for an import.
public sealed interface ImportRequest {

  /// Name the columns of a file. The answer: texts.
  record Look(String file, ImportFormat format) implements ImportRequest {}

  /// Map a file into a folder. The answer is empty.
  record Map(String file, ImportFormat format, Mapping mapping, Instant now, String work)
      implements ImportRequest {}

  /// Say what was mapped. The answer: [SurveyAnswer].
  record Survey(String work) implements ImportRequest {}

  /// Show the first events. The answer: texts.
  record Sample(String work, int max) implements ImportRequest {}

  /// Write the files of a part; the open rows follow, if there are any. The answer: [PartAnswer].
  ///
  /// @param root of the lake
  /// @param name with which the names of the files begin
  /// @param stored files of the lake
  record Write(
      String root,
      String name,
      List<PromotedColumn> promoted,
      int project,
      String work,
      ImportPart.Events part,
      Instant received,
      List<String> stored)
      implements ImportRequest {}

  /// Read refused rows. The answer: [LettersAnswer].
  record Letters(String work, ImportPart.Letters part) implements ImportRequest {}
}
