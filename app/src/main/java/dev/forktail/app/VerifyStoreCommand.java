package dev.forktail.app;

import dev.forktail.engine.audit.StoreAudit.Difference;
import dev.forktail.postgres.audit.PostgresStoreAudit;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Recounts everything that the store keeps as a sum, whether its server runs or not.
@Command(
    name = "verify-store",
    mixinStandardHelpOptions = true,
    description = {
      "Recounts slices, rollups, accounts and message ids, and says where they differ.",
      "Works while the server runs and while it does not. Exit code 1 if anything differs."
    },
    footer = {"", "Example:", "  ./forktail verify-store --data data"})
final class VerifyStoreCommand implements Callable<Integer> {
  private static final int SHOWN_MAX = 100;

  @Mixin private SettingsOptions options = new SettingsOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var config =
        ServerConfig.of(
            options.settings(Map.of()), false, Runtime.getRuntime().availableProcessors());
    try (var shutdown = new Shutdown()) {
      var database = EventDatabase.of(config, shutdown);
      var differences =
          new PostgresStoreAudit(database).recount(step -> err().println("forktail: " + step));
      return report(differences);
    }
  }

  private int report(List<Difference> differences) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    differences.stream()
        .limit(SHOWN_MAX)
        .forEach(
            difference ->
                out.printf(
                    "%s: kept=%d recounted=%d%n",
                    difference.what(), difference.kept(), difference.recounted()));
    if (differences.size() > SHOWN_MAX) {
      out.printf("… and %d more%n", differences.size() - SHOWN_MAX);
    }
    out.println(
        differences.isEmpty()
            ? "The store is right: every sum equals its recount."
            : "The store is wrong: differences=" + differences.size());
    out.flush();
    return differences.isEmpty() ? 0 : 1;
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
