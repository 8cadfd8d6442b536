package dev.forktail.web.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A real Chromium without a window, driven by the WebDriver protocol.
public final class Browser implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("successfully on port (\\d+)");

  /// That of a person: what says that it has no window is taken for a machine.
  private static final String AGENT =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
          + " Safari/537.36";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process driver;
  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonFactory json = new JsonFactory();
  private final String base;
  private final String session;

  private Browser(Process driver, int port, Path profile) throws IOException, InterruptedException {
    this.driver = driver;
    this.base = "http://127.0.0.1:" + port;
    this.session = text(call("/session", capabilities(profile)), "sessionId");
  }

  /// Whether the programs are installed.
  public static boolean isInstalled() {
    return onPath("chromium") && onPath("chromedriver");
  }

  /// Starts a browser with an empty profile in `folder`.
  public static Browser open(Path folder) throws IOException, InterruptedException {
    var driver =
        new ProcessBuilder("chromedriver", "--port=0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var output = new BufferedReader(new InputStreamReader(driver.getInputStream(), UTF_8));
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      var started = STARTED.matcher(line);
      if (started.find()) {
        return new Browser(driver, Integer.parseInt(started.group(1)), folder);
      }
    }
    driver.destroy();
    throw new IOException("chromedriver ended before it listened");
  }

  public void visit(String address) throws IOException, InterruptedException {
    call("/session/" + session + "/url", "{\"url\": \"" + address + "\"}");
  }

  /// Opens another tab and goes there; the number of the tab it was in before leads back.
  public String openTab() throws IOException, InterruptedException {
    var before = text(call("/session/" + session + "/window", null), "value");
    var opened = text(call("/session/" + session + "/window/new", "{\"type\": \"tab\"}"), "handle");
    goTo(opened);
    return before;
  }

  public void goTo(String tab) throws IOException, InterruptedException {
    call("/session/" + session + "/window", "{\"handle\": \"" + tab + "\"}");
  }

  /// Forgets cookies and all that the current page has stored.
  public void forget() throws IOException, InterruptedException {
    evaluate("localStorage.clear()");
    command("Network.clearBrowserCookies", "{}");
  }

  private void command(String name, String parameters) throws IOException, InterruptedException {
    call(
        "/session/" + session + "/goog/cdp/execute",
        "{\"cmd\": \"" + name + "\", \"params\": " + parameters + "}");
  }

  /// Shows pages as a window of this size would.
  public void resize(int width, int height) throws IOException, InterruptedException {
    command(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\": %d, \"height\": %d, \"deviceScaleFactor\": 1, \"mobile\": %s}"
            .formatted(width, height, width < 600));
  }

  /// The value of a JavaScript expression, as a string.
  public String evaluate(String expression) throws IOException, InterruptedException {
    var script = new String(JsonStringEncoder.getInstance().quoteAsString(expression));
    return text(
        call(
            "/session/" + session + "/execute/sync",
            "{\"script\": \"return String(" + script + ")\", \"args\": []}"),
        "value");
  }

  /// Waits until the expression is true.
  public void await(String expression) throws IOException, InterruptedException {
    var deadline = Instant.now().plus(PATIENCE);
    while (!evaluate(expression).equals("true")) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(
            "Not true within "
                + PATIENCE
                + ": "
                + expression
                + "\n"
                + evaluate("document.body.innerText"));
      }
    }
  }

  /// What the browser wrote to its console since the last call: errors, and violations of the
  /// content security policy.
  public String console() throws IOException, InterruptedException {
    return call("/session/" + session + "/se/log", "{\"type\": \"browser\"}");
  }

  @Override
  public void close() throws IOException {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(base + "/session/" + session)).DELETE().build();
      client.send(request, BodyHandlers.discarding());
      driver.destroy();
      driver.waitFor();
    } catch (InterruptedException _) {
      driver.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String capabilities(Path profile) {
    return """
    {"capabilities": {"alwaysMatch": {
      "goog:loggingPrefs": {"browser": "ALL"},
      "goog:chromeOptions": {"args": ["--headless", "--no-sandbox", "--disable-gpu",
        "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--user-agent=%s", "--disable-sync", "--hide-scrollbars",
        "--user-data-dir=%s"]}}}}\
    """
        .formatted(AGENT, profile);
  }

  private String call(String path, @Nullable String body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json");
    var asked = body == null ? request.GET() : request.POST(BodyPublishers.ofString(body));
    var response = client.send(asked.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + response.body());
    }
    return response.body();
  }

  /// The first string field of this name.
  private String text(String answer, String field) throws IOException {
    try (var parser = json.createParser(answer)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING && field.equals(parser.currentName())) {
          return parser.getText();
        }
      }
    }
    throw new IOException("No " + field + " in " + answer);
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
