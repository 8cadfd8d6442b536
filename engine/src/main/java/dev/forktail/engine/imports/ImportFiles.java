package dev.forktail.engine.imports;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.RowSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Reads files to be imported, and writes files of the lake.
///
/// - **Contract.** Mapping the same file in the same way gives the same rows with the same numbers.
///   Memory is bounded, however large the file is.
/// - **Failure.** [dev.forktail.engine.export.LakeException.Unavailable]; [BadFileException].
/// - **Threads.** One call at a time; blocks.
public interface ImportFiles {
  /// What has to be known of stored events that are in no file.
  List<Column> OPEN_COLUMNS = List.of(EventColumns.MESSAGE_ID, EventColumns.OCCURRED);

  /// Looks at the beginning of `file`.
  FileShape look(Path file, ImportFormat format);

  /// Maps every row and writes what becomes of it into the empty folder `work`.
  void map(MapOrder order, Path work);

  /// What was mapped into `work`.
  Survey survey(Path work);

  /// The first `max` events in `work`, as one line of JSON each.
  List<String> sample(Path work, int max);

  /// Writes those events of a part that are not stored yet.
  ///
  /// @param openRows the events that are in no file, as [#OPEN_COLUMNS]
  WrittenPart write(PartOrder order, RowSource openRows);

  /// The refused rows of a part.
  List<ImportLetter> letters(Path work, ImportPart.Letters part);

  /// What is to be mapped.
  ///
  /// @param now events may occur up to a day later
  record MapOrder(Path file, ImportFormat format, Mapping mapping, Instant now) {}

  /// What is to be written.
  ///
  /// @param received of events whose file does not say when they were
  /// @param stored files of the lake that may have events of the same days
  record PartOrder(
      ProjectId project,
      Path work,
      ImportPart.Events part,
      Instant received,
      LakeSchema schema,
      List<String> stored) {
    public PartOrder {
      stored = List.copyOf(stored);
    }
  }

  /// The file is not what its format says; one sentence for the user.
  final class BadFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadFileException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
