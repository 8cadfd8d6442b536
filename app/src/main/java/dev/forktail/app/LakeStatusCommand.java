package dev.forktail.app;

import dev.forktail.app.lake.LakeStanding;
import dev.forktail.app.lake.RunText;
import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.lake.Lake;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresExportDiary;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresSealedSlices;
import dev.forktail.postgres.export.PostgresStagedFiles;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Shows how the lake stands, whether its server runs or not.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows for each table of the lake up to which slice it is filled, its snapshots, files, rows",
      "and bytes, and what is staged. Works while the server runs and while it does not."
    },
    footer = {"", "Example:", "  ./forktail lake status --data data"})
final class LakeStatusCommand implements Callable<Integer> {
  private static final String LINE = "%-12s %12s %10s %8s %14s %16s %13s %12s %14s%n";

  @Mixin private SettingsOptions options = new SettingsOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var config =
        ServerConfig.of(
            options.settings(Map.of()), false, Runtime.getRuntime().availableProcessors());
    try (var shutdown = new Shutdown()) {
      var database = EventDatabase.of(config, shutdown);
      report(config, standing(LakeRoot.of(config.export().lake()), database));
      return 0;
    }
  }

  private static LakeStanding standing(LakeRoot root, PostgresDatabase database) {
    var lake = Lake.at(root, new PostgresLakeCatalog(database), UUID::randomUUID);
    return LakeStanding.read(
        lake.tables(),
        new PostgresStagedFiles(database),
        new PostgresSealedSlices(database),
        new PostgresExportDiary(database));
  }

  private void report(ServerConfig config, LakeStanding standing) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println("Lake: " + config.export().lake());
    out.printf(
        LINE,
        "table",
        "watermark",
        "snapshots",
        "files",
        "rows",
        "bytes",
        "staged slices",
        "staged files",
        "staged bytes");
    standing.tables().forEach(table -> print(out, table));
    out.println(waiting(standing));
    out.println(next(config, standing));
    for (var step : ExportStep.values()) {
      standing
          .findRun(step)
          .ifPresent(run -> out.printf("Last %-8s %s%n", step.text(), RunText.of(run)));
    }
    out.flush();
  }

  private static void print(PrintWriter out, LakeStanding.Table table) {
    var state = table.state();
    out.printf(
        LINE,
        table.name().text(),
        state.watermark(),
        state.snapshots(),
        state.files(),
        state.rows(),
        state.bytes(),
        table.slices(),
        table.files(),
        table.bytes());
  }

  private static String next(ServerConfig config, LakeStanding standing) {
    if (standing.pausedSince().isPresent()) {
      return "The export is paused since " + standing.pausedSince().get() + ".";
    }
    var every = config.export().plan().every();
    return standing
        .findRun(ExportStep.COMMIT)
        .map(run -> "The next commit is due at " + run.ended().plus(every) + ".")
        .orElse("What is staged waits up to " + every.toSeconds() + " s to be committed.");
  }

  private static String waiting(LakeStanding standing) {
    return standing
        .unstagedSince()
        .map(since -> Duration.between(since, Instant.now()).toSeconds())
        .map(
            seconds ->
                "The oldest sealed slice that is not staged has waited %d s.".formatted(seconds))
        .orElse("Every sealed slice is staged.");
  }
}
