package dev.forktail.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Pages pages = new Pages(2);
  private final Routes routes = new Routes();

  @AfterEach
  void close() {
    client.close();
    pages.close();
  }

  @Test
  void aTakenPortIsSaidInOneSentence() {
    try (var server = open()) {
      var config = WebConfig.on("127.0.0.1", server.port(), 2);

      assertThatThrownBy(() -> WebServer.open(config, routes, System::nanoTime))
          .isInstanceOf(WebServerException.class)
          .hasMessage(
              "Cannot listen on 127.0.0.1:"
                  + server.port()
                  + ": another process has that port; choose another one");
    }
  }

  @Test
  void anAddressThatIsNotOursIsSaidInOneSentence() {
    assertThatThrownBy(
            () -> WebServer.open(WebConfig.on("192.0.2.1", 0, 1), routes, System::nanoTime))
        .isInstanceOf(WebServerException.class)
        .hasMessageStartingWith("Cannot listen on 192.0.2.1:0: ");
  }

  @Test
  void aPageRunsOnAVirtualThread() {
    routes.get(
        "/hello",
        pages.of(
            request ->
                Reply.text(
                    200,
                    "text/plain",
                    request.findParameter("name").orElse("nobody")
                        + " "
                        + Thread.currentThread().isVirtual())));
    try (var server = open()) {
      assertThat(get(server, "/hello?name=J%C3%BCrgen%20K").body()).isEqualTo("Jürgen K true");
    }
  }

  @Test
  void aPartInTheMiddleOfAPathMayBeAnything() {
    routes.get("/all/*", pages.of(_ -> Reply.text(200, "text/plain", "all")));
    routes.get("/all/*/one", pages.of(_ -> Reply.text(200, "text/plain", "one")));
    try (var server = open()) {
      assertThat(get(server, "/all/x%2Fy/one").body()).isEqualTo("one");
      assertThat(get(server, "/all/x/y/one").body()).isEqualTo("all");
      assertThat(get(server, "/all//one").body()).isEqualTo("all");
      assertThat(get(server, "/all/one").body()).isEqualTo("all");
    }
  }

  @Test
  void aPageThatFailsIs500AndTheServerGoesOn() {
    routes.get(
        "/broken",
        pages.of(
            _ -> {
              throw new IllegalStateException("broken on purpose");
            }));
    routes.get(
        "/deep",
        pages.of(
            _ -> {
              throw new StackOverflowError("broken on purpose");
            }));
    try (var server = open()) {
      var answer = get(server, "/broken");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("purpose");
      assertThat(get(server, "/deep").statusCode()).isEqualTo(500);
      assertThat(get(server, "/broken").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void beyondTheMostPagesAtOnceTheAnswerIs503() throws Exception {
    var inside = new CountDownLatch(2);
    var leave = new CountDownLatch(1);
    routes.get(
        "/slow",
        pages.of(
            _ -> {
              inside.countDown();
              return awaited(leave);
            }));
    try (var server = open()) {
      var answers = IntStream.range(0, 2).mapToObj(_ -> getLater(server, "/slow")).toList();
      assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

      assertThat(get(server, "/slow").statusCode()).isEqualTo(503);

      leave.countDown();
      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.get().statusCode()).isEqualTo(200));
    }
  }

  @Test
  void aRequestUnderWayIsAnsweredWhileTheServerStops() throws Exception {
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    routes.get(
        "/slow",
        pages.of(
            _ -> {
              inside.countDown();
              return awaited(leave);
            }));
    var server = open();
    var answer = getLater(server, "/slow");
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    var stop = CompletableFuture.runAsync(server::close);
    leave.countDown();

    assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    stop.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aFileOfAWebJarIsServedWithATag() {
    routes.get("/assets/uplot.css", ClasspathResource.ofWebJar("uplot", "dist/uPlot.min.css"));
    try (var server = open()) {
      var first = get(server, "/assets/uplot.css");
      String tag = first.headers().firstValue("ETag").orElseThrow();

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
      assertThat(first.body()).contains(".uplot");
      var again = send(request(server, "/assets/uplot.css").header("If-None-Match", tag));
      assertThat(again.statusCode()).isEqualTo(304);
    }
  }

  @Test
  void aBrowserHearsWhatIsSentAndTheServerHearsWhenItGoes() throws Exception {
    var opened = new AtomicReference<EventStream>();
    var ready = new CountDownLatch(1);
    var gone = new CountDownLatch(1);
    routes.get(
        "/live",
        loop ->
            request -> {
              var stream = EventStream.open(loop, request);
              stream.onClose(gone::countDown);
              opened.set(stream);
              ready.countDown();
            });
    try (var server = open()) {
      var answer =
          client.send(request(server, "/live").build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
      var stream = opened.get();

      stream.send("rate", "1\n2");
      try (var in =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        assertThat(in.readLine()).isEqualTo("retry: 2000");
        assertThat(in.readLine()).isEmpty();
        assertThat(in.readLine()).isEqualTo("event: rate");
        assertThat(in.readLine()).isEqualTo("data: 1");
        assertThat(in.readLine()).isEqualTo("data: 2");
      }

      assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(stream.isClosed()).isTrue();
      assertThat(stream.send("rate", "3")).isFalse();
    }
  }

  private static Reply awaited(CountDownLatch leave) {
    try {
      leave.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Reply.text(200, "text/plain", "done");
  }

  private WebServer open() {
    return WebServer.open(WebConfig.on("127.0.0.1", 0, 2), routes, System::nanoTime);
  }

  private static HttpRequest.Builder request(WebServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> get(WebServer server, String path) {
    return send(request(server, path));
  }

  private CompletableFuture<HttpResponse<String>> getLater(WebServer server, String path) {
    return client.sendAsync(request(server, path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The request failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
