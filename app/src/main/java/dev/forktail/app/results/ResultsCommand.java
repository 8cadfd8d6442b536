package dev.forktail.app.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.app.query.ServerError;
import dev.forktail.app.recount.RecountReport;
import dev.forktail.engine.json.JsonTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `forktail results`: what a running server knows of an experiment, the verdict first.
@Command(
    name = "results",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows what an experiment has brought so far: the verdict, then the numbers.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:answered; with --recompute: both are the same",
      "1:refused or failed; with --recompute: they differ",
      "2:wrong usage, or nobody answers"
    },
    footerHeading = "%nExample:%n",
    footer = "  ./forktail results checkout")
public final class ResultsCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int CANNOT = 2;
  private static final int OK = 200;

  @Parameters(paramLabel = "KEY", description = "The experiment.")
  private String experiment = "";

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
      description = "A read or admin key (default: $FORKTAIL_KEY, else the demo's).",
      showDefaultValue = Visibility.NEVER)
  private String key = "";

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  @Option(
      names = "--recompute",
      description =
          "Recount all of it from the stored events, and say whether that comes to the same (needs"
              + " an admin key).")
  private boolean recompute;

  @Option(
      names = "--repair",
      description = "With --recompute: put right what differs, and write that down.")
  private boolean repair;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// How the answer is shown.
  enum Format {
    table,
    json
  }

  /// Instantiated by the command line.
  public ResultsCommand() {}

  @Override
  public Integer call() {
    if (repair && !recompute) {
      return fail(CANNOT, "--repair takes --recompute");
    }
    if (recompute) {
      var line = spec.commandLine();
      return new RecountReport(experiment, line.getOut(), line.getErr()).run(url, key, repair);
    }
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request(), HttpResponse.BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        if (answer.statusCode() != OK) {
          return fail(FAILED, ServerError.read(body).text());
        }
        show(new String(body.readAllBytes(), UTF_8), spec.commandLine().getOut());
        return 0;
      }
    } catch (ConnectException _) {
      return fail(
          CANNOT, "nobody answers at %s. Start the server: ./forktail serve --demo".formatted(url));
    } catch (IOException e) {
      return fail(CANNOT, String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return CANNOT;
    }
  }

  private HttpRequest request() {
    String place = url.toString().replaceAll("/+$", "");
    String name = URLEncoder.encode(experiment, UTF_8).replace("+", "%20");
    return HttpRequest.newBuilder(URI.create(place + "/api/experiments/" + name + "/results"))
        .header("Authorization", "Bearer " + key)
        .build();
  }

  private void show(String json, PrintWriter out) {
    switch (format) {
      case json -> out.println(json);
      case table -> new ResultText(JsonTree.object(json)).printTo(out);
    }
    out.flush();
  }

  private int fail(int code, String why) {
    spec.commandLine().getErr().println("forktail results: " + why);
    return code;
  }
}
