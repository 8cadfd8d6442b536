package dev.forktail.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.live.LiveSource;
import dev.forktail.engine.live.LiveState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveRoutesTest {
  private static final InstantSource CLOCK = InstantSource.system();

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<LiveState> state =
      new AtomicReference<>(LiveStates.untouched(CLOCK.instant()));
  private final LiveSource source =
      _ -> {
        asked.incrementAndGet();
        return state.get();
      };
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void thePageLoadsOnlyWhatThisServerServes() throws Exception {
    try (var server = new LivePreview(0, source, LivePreview.open(), 10)) {
      var page = get(server, "/");

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy"))
          .get()
          .asString()
          .startsWith("default-src 'none'");
      var files = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"").matcher(page.body());
      int found = 0;
      while (files.find()) {
        found++;
        assertThat(get(server, files.group(1)).statusCode()).as(files.group(1)).isEqualTo(200);
      }
      assertThat(found).as("script, style, icon, and the chart's").isGreaterThanOrEqualTo(5);
    }
  }

  @Test
  void theFirstCommandOfANewcomerNamesTheAddressOfThePage() throws Exception {
    try (var server = new LivePreview(0, source, LivePreview.open(), 10)) {
      assertThat(get(server, "/").body())
          .contains("curl http://127.0.0.1:" + server.port() + "/v1/track");
    }
  }

  @Test
  void theStreamBeginsWithEveryPart() throws Exception {
    try (var server = new LivePreview(0, source, LivePreview.open(), 10);
        var stream = stream(server).body()) {
      var lines = reader(stream);

      for (var part :
          new String[] {
            "verdict", "tiles", "chart", "legend", "steps", "newest", "top", "accounts"
          }) {
        awaitLine(lines, "event: " + part);
      }
    }
  }

  @Test
  void aNewEventIsShownAtOnce() throws Exception {
    try (var server = new LivePreview(0, source, LivePreview.open(), 10);
        var stream = stream(server).body()) {
      var lines = reader(stream);
      awaitLine(lines, "event: accounts");

      state.set(LiveStates.withNewest(CLOCK.instant(), "Hello Forktail", "me", "shop"));
      server.hub().nudge();

      awaitLine(lines, "<bdi>Hello Forktail</bdi>");
    }
  }

  @Test
  void partsThatDidNotChangeAreNotSentAgain() throws Exception {
    try (var server = new LivePreview(0, source, LivePreview.open(), 10);
        var stream = stream(server).body()) {
      var lines = reader(stream);
      awaitLine(lines, "event: accounts");

      state.set(LiveStates.withNewest(state.get().at(), "First", "me", "shop"));
      awaitLine(lines, "event: accounts");
      state.set(LiveStates.withNewest(state.get().at(), "Second", "me", "shop"));
      assertThat(awaitLine(lines, "<bdi>Second</bdi>"))
          .doesNotContain("event: steps")
          .doesNotContain("event: chart");
    }
  }

  @Test
  void manyViewersShareOneRendering() throws Exception {
    try (var server = new LivePreview(0, source, LivePreview.open(), 10);
        var first = stream(server).body();
        var second = stream(server).body();
        var third = stream(server).body()) {
      for (var stream : new InputStream[] {first, second, third}) {
        awaitLine(reader(stream), "event: accounts");
      }
      int before = asked.get();
      var lines = reader(first);
      state.set(LiveStates.withNewest(CLOCK.instant(), "after", "me", "shop"));
      awaitLine(lines, "<bdi>after</bdi>");

      assertThat(asked.get() - before).as("times asked for three viewers").isLessThanOrEqualTo(3);
    }
  }

  @Test
  void aPlaceIsFreeAgainWhenItsViewerHasGone() throws Exception {
    try (var server = new LivePreview(0, source, LivePreview.open(), 1)) {
      stream(server).body().close();

      awaitFreePlace(server);
    }
  }

  @Test
  void moreViewersThanPlacesAreTurnedAway() throws Exception {
    try (var server = new LivePreview(0, source, LivePreview.open(), 1);
        var first = stream(server).body()) {
      awaitLine(reader(first), "event: accounts");

      var second = stream(server);

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("Retry-After")).contains("10");
      second.body().close();
    }
  }

  @Test
  void closingTheHubEndsTheStreams() throws Exception {
    try (var server = new LivePreview(0, source, LivePreview.open(), 10);
        var stream = stream(server).body()) {
      var lines = reader(stream);
      awaitLine(lines, "event: accounts");

      server.hub().close();

      String line;
      do {
        line = lines.readLine();
      } while (line != null);
      server.hub().nudge();
      assertThat(get(server, "/live/stream").statusCode()).as("after the end").isEqualTo(503);
    }
  }

  @Test
  void whoHasNoSessionIsAskedForAKey() throws Exception {
    try (var server = new LivePreview(0, source, new LiveAccess.WithKey(), 10)) {
      assertThat(get(server, "/").headers().firstValue("Location")).contains("/login");
      assertThat(get(server, "/login").body()).contains("Read or admin key");
      var stream = stream(server);
      assertThat(stream.statusCode()).isEqualTo(401);
      stream.body().close();
    }
  }

  @Test
  void aKeyTypedOnceOpensThePageUntilOneLeaves() throws Exception {
    try (var server = new LivePreview(0, source, new LiveAccess.WithKey(), 10)) {
      var entered = post(server, "/login", "key=" + LivePreview.READ_KEY, "");
      assertThat(entered.statusCode()).isEqualTo(303);
      var setCookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
      assertThat(setCookie)
          .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
          .doesNotContain(LivePreview.READ_KEY);
      var cookie = setCookie.substring(0, setCookie.indexOf(';'));

      assertThat(get(server, "/", "Cookie", cookie).body()).contains("Ready for the first event");

      assertThat(post(server, "/logout", "", cookie).statusCode()).isEqualTo(303);
      assertThat(get(server, "/", "Cookie", cookie).statusCode()).isEqualTo(303);
    }
  }

  @Test
  void aWrongKeyIsRefusedAndNotRepeated() throws Exception {
    try (var server = new LivePreview(0, source, new LiveAccess.WithKey(), 10)) {
      var refused = post(server, "/login", "key=wrong%3Cb%3E", "");

      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("no read or admin key").doesNotContain("wrong<b>");
      assertThat(post(server, "/login", "key=write-key", "").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aFormThatIsTooLongIsNotRead() throws Exception {
    try (var server = new LivePreview(0, source, new LiveAccess.WithKey(), 10)) {
      assertThat(post(server, "/login", "key=" + "x".repeat(5_000), "").statusCode())
          .isEqualTo(413);
    }
  }

  private HttpResponse<String> get(LivePreview server, String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri(server, path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(LivePreview server, String path, String form, String cookie)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(server, path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", cookie)
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<InputStream> stream(LivePreview server)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(server, "/live/stream")).build(), BodyHandlers.ofInputStream());
  }

  /// Waits until the one place of the server is free again.
  private void awaitFreePlace(LivePreview server) throws IOException, InterruptedException {
    var deadline = CLOCK.instant().plus(Duration.ofSeconds(30));
    int status;
    do {
      var next = stream(server);
      status = next.statusCode();
      next.body().close();
    } while (status == 503 && CLOCK.instant().isBefore(deadline));
    assertThat(status).isEqualTo(200);
  }

  /// Reads up to the line that contains `text`; returns all lines up to it.
  private static String awaitLine(BufferedReader lines, String text) throws IOException {
    var seen = new StringBuilder();
    String line;
    do {
      line = lines.readLine();
      assertThat(line).as("the stream ended before: " + text).isNotNull();
      seen.append(line).append('\n');
    } while (!line.contains(text));
    return seen.toString();
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private static URI uri(LivePreview server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
