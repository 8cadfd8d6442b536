package dev.forktail.app.aacheck;

import dev.forktail.app.terminal.LongJobClient;
import dev.forktail.app.terminal.ProgressBar;
import dev.forktail.app.terminal.Terminal;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `forktail aa-check`: whether metrics show effects where there are none.
@Command(
    name = "aa-check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Deals the visitors of the last days to two arms, again and again, and says how often each",
      "metric shows an effect: 5 % of the time, or something is wrong with it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all metrics that could be checked are as they should be",
      "1:one is not, or it was refused or failed",
      "2:wrong usage, or nobody answers"
    },
    footerHeading = "%nExample:%n",
    footer = "  ./forktail aa-check --metric revenue")
public final class AaCheckCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int CANNOT = 2;

  @Option(
      names = "--metric",
      paramLabel = "KEY",
      description = "A metric; may be given more than once (default: all).")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "14",
      description = "How many days back the past goes (default: ${DEFAULT-VALUE}).")
  private int days = 14;

  @Option(
      names = "--salts",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How often visitors are dealt anew (default: ${DEFAULT-VALUE}).")
  private int salts = 1_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Another one deals otherwise (default: ${DEFAULT-VALUE}).")
  private int seed;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The server (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "${env:FORKTAIL_KEY:-demo-admin}",
      description = "An admin key (default: $FORKTAIL_KEY, else the demo's).",
      showDefaultValue = Visibility.NEVER)
  private String key = "";

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// How the answer is shown.
  enum Format {
    table,
    json
  }

  /// Instantiated by the command line.
  public AaCheckCommand() {}

  @Override
  public Integer call() {
    try (var client = new LongJobClient(url.resolve("/api/aa-check"), key)) {
      return report(follow(client));
    } catch (LongJobClient.RefusedException e) {
      return fail(FAILED, String.valueOf(e.getMessage()));
    } catch (IOException _) {
      return fail(
          CANNOT, "nobody answers at %s. Start the server: ./forktail serve --demo".formatted(url));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return CANNOT;
    }
  }

  private JsonFields follow(LongJobClient client) throws IOException, InterruptedException {
    var bar = new ProgressBar(spec.commandLine().getErr(), Terminal.isThere());
    var task = client.follow(wish(), standing -> show(bar, standing));
    bar.end();
    return task;
  }

  private String wish() {
    var tree = new LinkedHashMap<String, Object>();
    if (!metrics.isEmpty()) {
      tree.put("metrics", metrics);
    }
    tree.put("days", days);
    tree.put("salts", salts);
    tree.put("seed", seed);
    return JsonTree.text(tree);
  }

  private void show(ProgressBar bar, JsonFields standing) {
    long done = (long) standing.number("saltsDone", 0);
    if (done > 0) {
      bar.show(done, salts, "times dealt");
    } else {
      bar.show(
          (long) standing.number("events", 0),
          (long) standing.number("expected", 0),
          "events are read");
    }
  }

  private int report(JsonFields task) {
    if (task.text("state").equals("failed")) {
      return fail(FAILED, task.text("failure"));
    }
    var out = spec.commandLine().getOut();
    switch (format) {
      case json -> {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        task.names().forEach(name -> tree.put(name, task.value(name)));
        out.println(JsonTree.text(tree));
      }
      case table -> new AaCheckText(task).printTo(out);
    }
    out.flush();
    return task.truth("fair", false) ? 0 : FAILED;
  }

  private int fail(int code, String why) {
    spec.commandLine().getErr().println("forktail aa-check: " + why);
    return code;
  }
}
