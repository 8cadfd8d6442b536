package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/// Two nodes with one product database: what is published on one is seen on both, sessions are
/// shared, and without the database every page is still served, also by a node that restarts.
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PagesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String VARIANTS =
      "\"variants\":[{\"key\":\"control\",\"weight\":1},{\"key\":\"treatment\",\"weight\":1}]";

  private final Workshop workshop = new Workshop("pages");
  private final ExternalPostgres product =
      ExternalPostgres.in(workshop.folder("product"), workshop);
  private final Path data = workshop.folder("one");
  private final ServerProcess one = new ServerProcess(workshop, setup(data));
  private final Path dataOfTwo = workshop.folder("two");
  private final ServerProcess two = new ServerProcess(workshop, setup(dataOfTwo));
  private final ServerClient client = new ServerClient(one, data);
  private final HttpClient browser = HttpClient.newHttpClient();

  private ServerProcess.Setup setup(Path folder) {
    return ServerProcess.Setup.in(folder)
        .with(
            "product.url=" + product.config().url(),
            "product.user=" + product.config().user(),
            "memory.kind=session");
  }

  @BeforeAll
  void start() throws Exception {
    one.launch();
    two.start();
    assertThat(Await.until(SOON, one::isReady)).as(one::logTail).isTrue();
    make(
        "/api/experiments",
        "{\"key\":\"dice\",\"strategy\":\"random\",\"start\":true,%s}".formatted(VARIANTS));
    make(
        "/api/experiments",
        "{\"key\":\"summer\",\"unit\":\"anonymousId\",\"start\":true,%s}".formatted(VARIANTS));
    make("/api/pages", page("A"));
  }

  @AfterAll
  void close() {
    workshop.close();
  }

  @Test
  @Order(1)
  void whatIsPublishedOnOneNodeIsSeenOnTheOtherWithinASecond() throws Exception {
    assertThat(Await.until(SOON, () -> load(two).body().startsWith("A"))).isTrue();
    for (int time = 0; time < 5; time++) {
      var html = "version " + time;
      replace(html);
      long published = System.nanoTime();

      assertThat(load(one).body()).startsWith(html);
      assertThat(Await.until(SOON, () -> load(two).body().startsWith(html))).isTrue();

      assertThat(Duration.ofNanos(System.nanoTime() - published)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  @Order(2)
  void bothNodesKnowTheArmThatOneHasDealt() throws Exception {
    for (int user = 0; user < 20; user++) {
      var first = assign(one, user);
      assertThat(first).contains("\"reason\":\"assigned\"");
      assertThat(assign(two, user)).isEqualTo(first.replace("\"assigned\"", "\"remembered\""));
    }
  }

  @Test
  @Order(3)
  void withoutTheProductDatabaseEveryPageIsServedByOneNodeOrTheOther() throws Exception {
    replace("last");
    assertThat(Await.until(SOON, () -> isKept("last"))).isTrue();
    var over = new AtomicBoolean();
    var loads = new AtomicInteger();
    var failures = new AtomicInteger();
    var visitors =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!over.get()) {
                    loads.incrementAndGet();
                    if (!isServed(List.of(one, two))) {
                      failures.incrementAndGet();
                    }
                  }
                });
    product.crash();
    two.kill();
    two.start();

    assertThat(load(two).body()).startsWith("last");
    assertThat(load(two).headers().firstValue("Warning")).isPresent();
    assertThat(assign(two, 1)).contains("\"variant\":\"control\",\"reason\":\"no_memory\"");
    assertThat(assign(one, 1)).contains("\"variant\":\"control\",\"reason\":\"no_memory\"");
    one.kill();
    one.start();
    over.set(true);
    visitors.join();
    assertThat(loads.get()).isGreaterThan(20);
    assertThat(failures).hasValue(0);

    product.start();
    assertThat(Await.until(SOON, () -> load(one).headers().firstValue("Warning").isEmpty()))
        .as(one::logTail)
        .isTrue();
    assertThat(Await.until(SOON, () -> assign(one, 1).contains("\"reason\":\"remembered\"")))
        .as(one::logTail)
        .isTrue();
    replace("back");
    assertThat(Await.until(SOON, () -> load(two).body().startsWith("back")))
        .as(two::logTail)
        .isTrue();
  }

  /// As a proxy does that tries the next node when one does not answer.
  private boolean isServed(List<ServerProcess> nodes) {
    for (var node : nodes) {
      try {
        if (load(node).statusCode() == 200) {
          return true;
        }
      } catch (IOException _) { // this node is away
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return false;
  }

  /// Whether the page of this content is on the second node's disk.
  private boolean isKept(String html) throws IOException {
    try (var files = Files.list(dataOfTwo.resolve("pages"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".page")).toList()) {
        if (Files.readString(file).contains(html)) {
          return true;
        }
      }
    }
    return false;
  }

  private void make(String path, String body) throws Exception {
    var answer = new HttpResponse<?>[1];
    // The product database is opened beside the rest of the start.
    assertThat(
            Await.until(
                SOON,
                () -> {
                  answer[0] = client.post(path, body);
                  return answer[0].statusCode() == 201;
                }))
        .as(() -> answer[0] + " " + answer[0].body() + one.logTail())
        .isTrue();
  }

  private void replace(String html) throws Exception {
    var present = one.get("/api/pages/summer");
    var request =
        HttpRequest.newBuilder(uri(one, "/api/pages/summer"))
            .header("Authorization", "Bearer demo-admin")
            .header("If-Match", present.headers().firstValue("ETag").orElseThrow())
            .PUT(HttpRequest.BodyPublishers.ofString(page(html)))
            .build();
    var answer = browser.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
  }

  private static String page(String html) {
    return "{\"slug\":\"summer\",\"experiment\":\"summer\",\"content\":{\"html\":\"%s\"},"
            .formatted(html)
        + "\"variants\":{\"treatment\":{\"html\":\"%s!\"}},\"publish\":true}".formatted(html);
  }

  private HttpResponse<String> load(ServerProcess node) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(node, "/pages/summer")).timeout(Duration.ofSeconds(5)).build();
    return browser.send(request, BodyHandlers.ofString());
  }

  private String assign(ServerProcess node, int user) throws IOException, InterruptedException {
    var body =
        "{\"subject\":{\"userId\":\"u%d\"},\"experiments\":[\"dice\"],\"expose\":true}"
            .formatted(user);
    var request =
        HttpRequest.newBuilder(uri(node, "/v1/assign"))
            .header("Authorization", "Bearer demo-admin")
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return browser.send(request, BodyHandlers.ofString()).body();
  }

  private static URI uri(ServerProcess node, String path) {
    return URI.create("http://127.0.0.1:" + node.port() + path);
  }
}
