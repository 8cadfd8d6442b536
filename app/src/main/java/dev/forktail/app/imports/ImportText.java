package dev.forktail.app.imports;

import com.fasterxml.jackson.core.JsonFactory;
import dev.forktail.engine.imports.ImportCatalog.Known;
import dev.forktail.engine.imports.ImportOutcome;
import dev.forktail.engine.imports.Survey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says what became of a file, to people or to scripts.
public final class ImportText {
  private static final JsonFactory JSON = new JsonFactory();

  private final PrintWriter out;
  private final boolean isJson;

  public ImportText(PrintWriter out, boolean isJson) {
    this.out = out;
    this.isJson = isJson;
  }

  /// Says what became of `file`, and returns the exit code for it.
  public int report(Path file, ImportOutcome outcome, Duration took) {
    int code = say(file, outcome, took);
    out.flush();
    return code;
  }

  private int say(Path file, ImportOutcome outcome, Duration took) {
    return switch (outcome) {
      case ImportOutcome.Imported(var known, var resumed, var refused) -> {
        if (isJson) {
          json(file, resumed ? "resumed" : "imported", known, refused, took);
        } else {
          sayRefused(refused);
          out.printf(
              Locale.ROOT,
              "%s%s: imported=%d duplicates=%d refused=%d seconds=%.1f events/s=%.0f%n",
              file,
              resumed ? " (gone on with)" : "",
              known.stored(),
              known.duplicates(),
              known.deadLetters(),
              seconds(took),
              rate(known, took));
        }
        yield 0;
      }
      case ImportOutcome.ImportedBefore(var known) -> {
        if (isJson) {
          json(file, "imported_before", known, List.of(), took);
        } else {
          out.printf(
              "%s: imported already: %d events (duplicates=%d refused=%d). Nothing was done.%n",
              file, known.stored(), known.duplicates(), known.deadLetters());
        }
        yield 0;
      }
      case ImportOutcome.TooManyRefused(var survey) -> {
        if (isJson) {
          json(file, "too_many_refused", null, survey.refused(), took);
        } else {
          sayRefused(survey.refused());
          out.printf(
              "%s: %d of %d rows would be refused: nothing was imported. Mend the mapping, or allow"
                  + " them with --refused-max.%n",
              file, survey.refusedRows(), survey.refusedRows() + survey.events());
        }
        yield 1;
      }
      case ImportOutcome.Paused() -> {
        if (isJson) {
          json(file, "paused", null, List.of(), took);
        } else {
          out.printf(
              "%s: the export is paused, so the lake is left as it is. Say ./forktail export"
                  + " --resume, then the same import again: it goes on where it is.%n",
              file);
        }
        yield 1;
      }
    };
  }

  /// Says what would become of `file`.
  public void preview(Path file, Survey survey, List<String> sample) {
    sample.forEach(out::println);
    sayRefused(survey.refused());
    out.printf(
        "%s: %d events of %d days, %d rows would be refused. Nothing was imported.%n",
        file, survey.events(), survey.days().size(), survey.refusedRows());
    out.flush();
  }

  private void sayRefused(List<Survey.Refused> refused) {
    for (var some : refused) {
      out.printf(
          "Refused: rows=%d first=%d %s%n", some.rows(), some.first(), some.fault().message());
    }
  }

  private void json(
      Path file,
      String status,
      @Nullable Known known,
      List<Survey.Refused> refused,
      Duration took) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("file", file.toString());
      json.writeStringField("status", status);
      if (known != null) {
        json.writeNumberField("imported", known.stored());
        json.writeNumberField("duplicates", known.duplicates());
        json.writeNumberField("refused", known.deadLetters());
        json.writeNumberField("events_per_second", Math.round(rate(known, took)));
      }
      json.writeNumberField("millis", took.toMillis());
      json.writeArrayFieldStart("refusals");
      for (var some : refused) {
        json.writeStartObject();
        json.writeStringField("fault", some.fault().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("rows", some.rows());
        json.writeNumberField("first", some.first());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(text);
  }

  private static double rate(Known known, Duration took) {
    long rows = known.stored() + known.duplicates() + known.deadLetters();
    return rows / Math.max(seconds(took), 0.001);
  }

  private static double seconds(Duration took) {
    return took.toNanos() / 1e9;
  }
}
