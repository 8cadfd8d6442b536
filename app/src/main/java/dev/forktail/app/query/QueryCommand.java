package dev.forktail.app.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.forktail.app.query.QueryOptions.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `forktail query`: asks a running server by SQL. The answer goes to standard output or a file,
/// what there is to say of it to standard error.
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks a running server by SQL: the tables are events, rollup_hour and rollup_day, and hold"
          + " everything that is stored, of whatever age. Ctrl-C cancels."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:answered", "1:refused or failed", "2:wrong usage, or nobody answers"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./forktail query \"SELECT name, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC\"",
      "  ./forktail query --format parquet --output events.parquet \"SELECT * FROM events\""
    })
public final class QueryCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int CANNOT = 2;
  private static final int OK = 200;

  @Mixin private QueryOptions options = new QueryOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// Instantiated by the command line.
  public QueryCommand() {}

  @Override
  public Integer call() {
    var err = spec.commandLine().getErr();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request(), HttpResponse.BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        if (answer.statusCode() != OK) {
          err.println("forktail query: " + ServerError.read(body).text());
          return FAILED;
        }
        write(body);
      }
      err.println(summary(answer));
      return 0;
    } catch (ConnectException _) {
      err.println(
          "forktail query: nobody answers at %s. Start the server: ./forktail serve --demo"
              .formatted(options.url));
      return CANNOT;
    } catch (IOException e) {
      err.println("forktail query: " + e.getMessage());
      return CANNOT;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return CANNOT;
    }
  }

  private HttpRequest request() throws IOException {
    return HttpRequest.newBuilder(
            URI.create(options.url.toString().replaceAll("/+$", "") + "/v1/query"))
        .header("Authorization", "Bearer " + options.key)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body()))
        .build();
  }

  private String body() throws IOException {
    String sql =
        options.sql.equals("-") ? new String(System.in.readAllBytes(), UTF_8) : options.sql;
    var format = options.format == Format.table ? Format.json : options.format;
    var json = new StringBuilder(sql.length() + 64).append("{\"sql\":\"");
    JsonStringEncoder.getInstance().quoteAsString(sql, json);
    json.append("\",\"format\":\"").append(format).append('"');
    options.rows().ifPresent(rows -> json.append(",\"max_rows\":").append(rows));
    if (options.timeoutSeconds != null) {
      json.append(",\"timeout_ms\":").append(options.timeoutSeconds * 1_000L);
    }
    return json.append('}').toString();
  }

  private void write(InputStream body) throws IOException {
    var output = options.output;
    if (output == null) {
      copy(body, System.out);
      return;
    }
    // Whole or not at all: another name until it is complete.
    var unfinished = output.resolveSibling(output.getFileName() + ".part");
    try (var out = Files.newOutputStream(unfinished)) {
      copy(body, out);
    }
    Files.move(unfinished, output, StandardCopyOption.REPLACE_EXISTING);
  }

  private void copy(InputStream body, OutputStream out) throws IOException {
    if (options.format == Format.table) {
      var lines = new PrintWriter(out, false, UTF_8);
      TextTable.read(body).printTo(lines);
      lines.flush();
      return;
    }
    body.transferTo(out);
    if (options.format == Format.json) {
      out.write('\n');
    }
    out.flush();
  }

  private static String summary(HttpResponse<?> answer) {
    var headers = answer.headers();
    String cut =
        headers.firstValue("Forktail-Truncated").orElse("").equals("true")
            ? ", cut: --max-rows N or --format csv give more"
            : "";
    return "%s rows%s; %s files; %s ms; as of %s"
        .formatted(
            headers.firstValue("Forktail-Rows").orElse("?"),
            cut,
            headers.firstValue("Forktail-Files").orElse("?"),
            headers.firstValue("Forktail-Elapsed-Ms").orElse("?"),
            headers.firstValue("Forktail-As-Of").orElse("?"));
  }
}
