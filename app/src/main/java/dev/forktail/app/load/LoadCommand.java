package dev.forktail.app.load;

import dev.forktail.engine.audit.DeliveryAudit.Delivery;
import dev.forktail.engine.event.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `forktail load`: sends events at a fixed rate, says how the server took them, and recounts what
/// it stored.
///
/// Progress goes to standard error, the summary to standard output; with `--json` its last line is
/// one JSON object.
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends events at a fixed rate, whether the server keeps up or not, and measures from when"
          + " each was meant to be sent. What is not acknowledged is sent again with the same id."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:--verify found events lost, doubled or invented",
      "2:wrong usage, or the server cannot be reached"
    },
    exitCodeOnExecutionException = LoadCommand.CANNOT,
    footerHeading = "%nExample:%n",
    footer =
        "  forktail load --url http://127.0.0.1:8080 --key demo --rate 12000 --duration 30s"
            + " --verify")
public final class LoadCommand implements Callable<Integer> {
  static final int CANNOT = 2;
  private static final int NOT_EXACT = 1;

  @Mixin private LoadOptions options = new LoadOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// Instantiated by the command line.
  public LoadCommand() {}

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    var plan = plan();
    try {
      var session = new LoadSession(options, plan, clocks(), home(), err::println);
      return options.recount == null ? load(session, out) : recount(session, out);
    } catch (IOException | UncheckedIOException | StoreException e) {
      err.println("forktail load: " + e.getMessage());
      return CANNOT;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return CANNOT;
    }
  }

  private int load(LoadSession session, PrintWriter out) throws IOException, InterruptedException {
    var summary = session.load();
    SummaryText.of(summary).forEach(out::println);
    if (options.json) {
      out.println(SummaryJson.of(summary));
    }
    if (summary.meter().acked() == 0) {
      throw new IOException("The server acknowledged nothing");
    }
    return summary.delivery().map(LoadCommand::exitCode).orElse(0);
  }

  private int recount(LoadSession session, PrintWriter out)
      throws IOException, InterruptedException {
    var delivery = session.recount(Objects.requireNonNull(options.recount));
    SummaryText.of(delivery).forEach(out::println);
    if (options.json) {
      out.println(SummaryJson.of(delivery));
    }
    return exitCode(delivery);
  }

  private static int exitCode(Delivery delivery) {
    return delivery.exact() ? 0 : NOT_EXACT;
  }

  private LoadPlan plan() {
    try {
      return options.plan();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static Clocks clocks() {
    return new Clocks(InstantSource.system(), System::nanoTime);
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }
}
