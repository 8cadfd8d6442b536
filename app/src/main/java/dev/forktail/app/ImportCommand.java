package dev.forktail.app;

import dev.forktail.app.imports.ImportOptions;
import dev.forktail.app.imports.ImportParts;
import dev.forktail.app.imports.ImportRun;
import dev.forktail.app.imports.ImportSeams;
import dev.forktail.app.imports.ImportText;
import dev.forktail.app.terminal.Terminal;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.imports.ImportConfig;
import dev.forktail.engine.imports.ImportFiles.BadFileException;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.project.PostgresProjectCatalog;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Brings files of events into the lake and every count, whether the server runs or not.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Imports events from CSV, NDJSON or Parquet into the lake, its rollups and every count.",
      "Works while the server runs and while it does not. Each event counts once, also when the",
      "command is killed and run again: it then goes on where it was."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:refused or failed", "2:wrong usage"},
    footer = {
      "",
      "Examples:",
      "  ./forktail import --check events.csv",
      "  ./forktail import --map when=occurred --map who=user_id --name visit visits.csv.gz"
    })
final class ImportCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "What is to be imported.")
  private List<Path> files = List.of();

  @Mixin private ImportOptions mapping = new ImportOptions();

  @Option(
      names = "--check",
      description = "Show the first events and what would be refused, and import nothing.")
  private boolean isCheck;

  @Option(
      names = "--refused-max",
      paramLabel = "N",
      defaultValue = "10000",
      description = {
        "With more refused rows than this (default: ${DEFAULT-VALUE}) nothing of a file is"
            + " imported. Refused rows become dead letters."
      })
  private long refusedMax;

  @Option(names = "--json", description = "Say the outcome as a line of JSON for each file.")
  private boolean isJson;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description = "Number or name of the project (default: the first).")
  private @Nullable String project;

  @Mixin private SettingsOptions options = new SettingsOptions();
  @Spec private @Nullable CommandSpec spec;

  private final ImportSeams seams;

  ImportCommand() {
    this(ImportSeams.closed());
  }

  ImportCommand(ImportSeams seams) {
    this.seams = seams;
  }

  @Override
  public Integer call() {
    try {
      files.forEach(this::require);
      return run();
    } catch (IllegalArgumentException | BadFileException e) {
      err().println("forktail import: " + e.getMessage());
      err().flush();
      return WRONG;
    }
  }

  private void require(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException("There is no file " + file + " that can be read");
    }
    var _ = mapping.format(file);
    if (refusedMax < 0 || refusedMax > ImportConfig.REFUSED_MAX) {
      throw new IllegalArgumentException(
          "--refused-max must be in 0..%d: %d".formatted(ImportConfig.REFUSED_MAX, refusedMax));
    }
  }

  private int run() {
    var config =
        ServerConfig.of(
            options.settings(Map.of()), false, Runtime.getRuntime().availableProcessors());
    try (var shutdown = new Shutdown();
        var _ = OnSignal.close(shutdown)) {
      var database = EventDatabase.of(config, shutdown);
      var work =
          shutdown.add(
              "work folder", ImportFolder.open(config.data(), config.diskReserveBytes(), files));
      var parts =
          shutdown.add(
              "import",
              ImportParts.open(config.export(), work.path(), refusedMax, database, seams));
      return run(parts, project(database));
    }
  }

  private int run(ImportParts parts, ProjectId into) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    var run =
        new ImportRun(
            parts,
            mapping,
            into,
            new ImportText(out, isJson),
            err(),
            Terminal.isThere(),
            System::nanoTime);
    int code = 0;
    for (var file : files) {
      code = Math.max(code, isCheck ? run.check(file) : run.run(file));
    }
    return code;
  }

  private ProjectId project(PostgresDatabase database) {
    var known = new PostgresProjectCatalog(database).projects();
    return known.stream()
        .filter(
            candidate ->
                project == null
                    || candidate.name().equals(project)
                    || Integer.toString(candidate.id().value()).equals(project))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    known.isEmpty()
                        ? "There is no project yet: start the server once"
                        : "There is no project '%s', only %s"
                            .formatted(
                                project,
                                known.stream()
                                    .map(one -> one.id().value() + " " + one.name())
                                    .toList())))
        .id();
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
