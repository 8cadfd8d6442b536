package dev.forktail.duckdb.lake;

import dev.forktail.duckdb.process.ChildException;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.process.Exchange;
import dev.forktail.duckdb.wire.Failure;
import dev.forktail.duckdb.wire.ImportRequest;
import dev.forktail.duckdb.wire.LettersAnswer;
import dev.forktail.duckdb.wire.PartAnswer;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.duckdb.wire.SurveyAnswer;
import dev.forktail.duckdb.wire.Texts;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.imports.FileShape;
import dev.forktail.engine.imports.ImportFiles;
import dev.forktail.engine.imports.ImportFormat;
import dev.forktail.engine.imports.ImportLetter;
import dev.forktail.engine.imports.ImportPart;
import dev.forktail.engine.imports.Survey;
import dev.forktail.engine.imports.WrittenPart;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Reads and writes the files of imports by a DuckDB child.
public final class DuckDbImportFiles implements ImportFiles {
  private static final RowSource NOTHING = _ -> {};

  private final ChildPool children;
  private final LakeRoot root;
  private final FileNames names;
  private final Duration mapMax;
  private final Duration partMax;

  /// @param mapMax how long it may take to map a file
  /// @param partMax how long it may take to write a part
  public DuckDbImportFiles(
      ChildPool children, LakeRoot root, FileNames names, Duration mapMax, Duration partMax) {
    this.children = children;
    this.root = root;
    this.names = names;
    this.mapMax = mapMax;
    this.partMax = partMax;
  }

  @Override
  public FileShape look(Path file, ImportFormat format) {
    var request = new ImportRequest.Look(file.toAbsolutePath().toString(), format);
    return reading(
        file, () -> new FileShape(format, Texts.fromBytes(ask(request, NOTHING)).texts()));
  }

  @Override
  public void map(MapOrder order, Path work) {
    var request =
        new ImportRequest.Map(
            order.file().toAbsolutePath().toString(),
            order.format(),
            order.mapping(),
            order.now(),
            work.toAbsolutePath().toString());
    var _ = reading(order.file(), () -> ask(request, NOTHING));
  }

  @Override
  public Survey survey(Path work) {
    var request = new ImportRequest.Survey(work.toAbsolutePath().toString());
    return LakeFailures.translated(
        "read what was mapped", () -> SurveyAnswer.fromBytes(ask(request, NOTHING)).survey());
  }

  @Override
  public List<String> sample(Path work, int max) {
    var request = new ImportRequest.Sample(work.toAbsolutePath().toString(), max);
    return LakeFailures.translated(
        "read what was mapped", () -> Texts.fromBytes(ask(request, NOTHING)).texts());
  }

  @Override
  public WrittenPart write(PartOrder order, RowSource openRows) {
    var request =
        new ImportRequest.Write(
            root.uri(),
            names.next("import"),
            order.schema().promoted(),
            order.project().value(),
            order.work().toAbsolutePath().toString(),
            order.part(),
            order.received(),
            order.stored());
    return LakeFailures.translated(
        "write part " + order.part().number() + " of an import",
        () -> PartAnswer.fromBytes(ask(request, openRows)).part());
  }

  @Override
  public List<ImportLetter> letters(Path work, ImportPart.Letters part) {
    var request = new ImportRequest.Letters(work.toAbsolutePath().toString(), part);
    return LakeFailures.translated(
        "read refused rows", () -> LettersAnswer.fromBytes(ask(request, NOTHING)).letters());
  }

  /// What DuckDB says against the statement is said against the file.
  private static <T> T reading(Path file, Supplier<T> work) {
    return LakeFailures.translated(
        "read " + file,
        () -> {
          try {
            return work.get();
          } catch (ChildException.Failed e) {
            if (e.kind() == Failure.Kind.STATEMENT) {
              throw new BadFileException(
                  "Cannot read %s: %s".formatted(file, firstLine(String.valueOf(e.getMessage()))),
                  e);
            }
            throw e;
          }
        });
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private byte[] ask(ImportRequest request, RowSource rows) {
    var limit = request instanceof ImportRequest.Map ? mapMax : partMax;
    var answer = new ByteArrayOutputStream();
    var _ = children.ask(new Exchange(new Request.Import(request), rows, answer, limit));
    return answer.toByteArray();
  }
}
