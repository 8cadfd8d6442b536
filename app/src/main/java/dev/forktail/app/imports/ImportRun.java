package dev.forktail.app.imports;

import dev.forktail.app.terminal.ProgressBar;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.imports.ImportJob;
import dev.forktail.engine.imports.ImportProgress;
import dev.forktail.engine.imports.Importer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Imports one file after the other, and shows how far it is.
///
/// @param err where progress goes
public record ImportRun(
    ImportParts parts,
    ImportOptions options,
    ProjectId project,
    ImportText text,
    PrintWriter err,
    boolean isTerminal,
    LongSupplier nanoClock) {
  private static final int SAMPLE_ROWS = 5;
  private static final long MEGABYTE = 1_000_000;
  private static final int STEPS = 20;

  /// Imports `file`; returns the exit code.
  public int run(Path file) {
    long begin = nanoClock.getAsLong();
    var bar = new ProgressBar(err, isTerminal);
    var outcome = parts.importer().run(job(file, bar), progress -> show(bar, file, progress));
    bar.end();
    return text.report(file, outcome, Duration.ofNanos(nanoClock.getAsLong() - begin));
  }

  /// Shows what would become of `file`.
  public int check(Path file) {
    var bar = new ProgressBar(err, isTerminal);
    Importer.Preview preview = parts.importer().preview(job(file, bar), SAMPLE_ROWS);
    bar.end();
    text.preview(file, preview.survey(), preview.sample());
    return 0;
  }

  private ImportJob job(Path file, ProgressBar bar) {
    var format = options.format(file);
    var mapping = options.mapping(parts.ports().files().look(file, format));
    try {
      long size = Files.size(file);
      long step = Math.max(size / STEPS, MEGABYTE);
      var id =
          ImportId.of(
              file,
              bytes ->
                  bar.show(
                      bytes / step * step / MEGABYTE, size / MEGABYTE, "MB are looked through"));
      return new ImportJob(id.with(project, format, mapping), project, file, format, mapping);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void show(ProgressBar bar, Path file, ImportProgress progress) {
    switch (progress) {
      case ImportProgress.Mapping(var resumed) -> {
        if (resumed) {
          bar.end();
          err.println("forktail import: going on with " + file + " where it was left");
          err.flush();
        }
        bar.show(0, 1, "file is mapped");
      }
      case ImportProgress.Committing(var done, var parts, var events) ->
          bar.show(done, parts, "parts are in the lake, of %d events".formatted(events));
    }
  }
}
