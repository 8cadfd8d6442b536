package dev.forktail.app.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.app.terminal.ProgressBar;
import dev.forktail.app.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `forktail export`: tells a running server to export at once, to rest, or to go on.
///
/// Progress goes to standard error, the outcome to standard output.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Tells a running server what to do about its export to the lake.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:refused, failed, or done only in part",
      "2:wrong usage, or no server"
    },
    footerHeading = "%nExample:%n",
    footer = "  ./forktail export --now --key demo-admin")
public final class ExportCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int CANNOT = 2;
  private static final Duration POLL = Duration.ofMillis(200);

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The server (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(names = "--key", paramLabel = "KEY", required = true, description = "An admin key.")
  private String key = "";

  @ArgGroup(multiplicity = "1")
  private Order order = new Order();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// Instantiated by the command line.
  public ExportCommand() {}

  /// What the server is told.
  private static final class Order {
    @Option(
        names = "--now",
        description = "Bring all that is stored into the lake, and wait until it is there.")
    private boolean now;

    @Option(
        names = "--pause",
        description = {
          "Leave the lake as it is, also after a restart, until --resume. Meanwhile the event"
              + " database keeps all that is not in the lake."
        })
    private boolean pause;

    @Option(
        names = "--reexport",
        arity = "2",
        paramLabel = "TIME",
        description = {
          "Write what arrived between two times (2026-11-22T10:30:00Z) into the lake again, from"
              + " what the event database still has: when files were lost or damaged."
        })
    private String[] period = {};

    @Option(names = "--resume", description = "End the pause.")
    private boolean resume;
  }

  @Override
  public Integer call() {
    try (var client = new ExportClient(url, key)) {
      if (order.now) {
        return follow(client, "now");
      }
      if (order.period.length == 2) {
        return follow(client, "reexport?from=%s&to=%s".formatted(period(0), period(1)));
      }
      if (order.pause) {
        return pause(client.tell("pause"));
      }
      if (order.resume) {
        return resume(client.tell("resume"));
      }
      throw new IllegalStateException("The command line asks for one of these");
    } catch (ExportClient.RefusedException e) {
      return fail(FAILED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return fail(CANNOT, String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return CANNOT;
    }
  }

  private int pause(Map<String, String> status) {
    String rest =
        "true".equals(status.get("at_rest"))
            ? ""
            : " What had been begun will still become part of the lake.";
    out().println("The export is paused since " + status.get("paused_since") + "." + rest);
    return 0;
  }

  private int resume(Map<String, String> status) {
    String next = status.get("next_commit");
    out().println("The export goes on." + (next == null ? "" : " Next commit: " + next));
    return 0;
  }

  private String period(int end) {
    return URLEncoder.encode(order.period[end], UTF_8);
  }

  private int follow(ExportClient client, String what) throws IOException, InterruptedException {
    String id = client.tell(what).get("id");
    var bar = new ProgressBar(err(), Terminal.isThere());
    while (true) {
      var status = client.status();
      if (!String.valueOf(id).equals(status.get("task.id"))) {
        bar.end();
        return fail(FAILED, "The server was started anew meanwhile. Say it again.");
      }
      show(bar, status);
      if (!"running".equals(status.get("task.state"))) {
        bar.end();
        return report(status);
      }
      awaitProgress();
    }
  }

  private static void show(ProgressBar bar, Map<String, String> status) {
    long toStage = number(status, "slices_to_stage");
    long staged = number(status, "slices_staged");
    long tables = number(status, "tables");
    long tablesDone = number(status, "tables_done");
    bar.show(
        staged + tablesDone,
        toStage + tables,
        staged < toStage ? "slices are written" : "tables are filled");
  }

  private int report(Map<String, String> status) {
    if ("failed".equals(status.get("task.state"))) {
      return fail(FAILED, "The export has failed: " + status.get("task.failure"));
    }
    out()
        .printf(
            "In the lake: slices=%d events=%d bytes=%d%n",
            number(status, "slices"), number(status, "events"), number(status, "bytes"));
    var missing = status.getOrDefault("task.missing", "");
    return missing.isEmpty() ? 0 : fail(FAILED, missing);
  }

  private static long number(Map<String, String> status, String name) {
    return Long.parseLong(status.getOrDefault("task." + name, "0"));
  }

  private static void awaitProgress() throws InterruptedException {
    var never = new CountDownLatch(1);
    var _ = never.await(POLL.toNanos(), TimeUnit.NANOSECONDS);
  }

  private int fail(int code, String reason) {
    err().println("forktail export: " + reason);
    err().flush();
    return code;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
