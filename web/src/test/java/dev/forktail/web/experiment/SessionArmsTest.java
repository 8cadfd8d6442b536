package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.experiment.memory.InMemoryArmStore;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionArmsTest {
  private static final String BROWSER = "/v1/assign?writeKey=write&expose=true";
  private static final String HALVES =
      "\"variants\":[{\"key\":\"a\",\"weight\":1},{\"key\":\"b\",\"weight\":1}]";

  private final InMemoryArmStore store =
      new InMemoryArmStore(Duration.ofDays(1), InstantSource.fixed(DecidingServer.NOON));
  private final DecidingServer one = server();
  private final DecidingServer two = server();

  private DecidingServer server() {
    return new DecidingServer(false, Optional.of(store), (_, _) -> {});
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "round-robin", "bandit"})
  void whoHasNoCookieKeepsTheArmOnEveryNode(String strategy) {
    add("dice", "\"strategy\":\"%s\"".formatted(strategy));
    var arms = new HashSet<String>();
    for (int user = 0; user < 20; user++) {
      var subject = "{\"userId\":\"u%d\"}".formatted(user);
      var first = assign(one, subject);
      assertThat(first).contains("\"reason\":\"assigned\"");
      for (var server : new DecidingServer[] {one, two}) {
        var again = assign(server, subject);
        assertThat(variant(again)).isEqualTo(variant(first));
        assertThat(again).contains("\"reason\":\"remembered\",\"counted\":true");
      }
      arms.add(variant(first));
    }
    assertThat(arms).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aPersonKeepsTheArmFromBeforeTheLoginAlsoOnAnotherDevice() {
    add("login", "\"unit\":\"person\"");
    for (int user = 0; user < 20; user++) {
      var before = assign(one, "{\"anonymousId\":\"a%d\"}".formatted(user));

      var after = assign(two, "{\"anonymousId\":\"a%d\",\"userId\":\"u%d\"}".formatted(user, user));
      var elsewhere =
          assign(one, "{\"anonymousId\":\"b%d\",\"userId\":\"u%d\"}".formatted(user, user));

      assertThat(variant(after)).isEqualTo(variant(before));
      assertThat(variant(elsewhere)).isEqualTo(variant(before));
    }
  }

  @Test
  void theCookieOfABrowserIsNoMoreThanAnId() {
    add("dice", "\"strategy\":\"random\",\"unit\":\"anonymousId\"");
    for (int visitor = 0; visitor < 20; visitor++) {
      var first = get(one, BROWSER, "");
      var cookie = cookie(first);
      assertThat(cookie).hasSizeLessThan(60);

      var again = get(two, BROWSER, cookie);

      assertThat(variant(again.body())).isEqualTo(variant(first.body()));
      assertThat(again.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void armsThatACookieRememberedMoveToTheSession() {
    try (var cookies = new DecidingServer()) {
      for (var server : new DecidingServer[] {cookies, one, two}) {
        server.add(experiment("dice", "\"strategy\":\"random\",\"unit\":\"anonymousId\""));
      }
      for (int visitor = 0; visitor < 20; visitor++) {
        var before = get(cookies, BROWSER, "");

        var after = get(one, BROWSER, cookie(before));

        assertThat(variant(after.body())).isEqualTo(variant(before.body()));
        assertThat(cookie(after)).hasSizeLessThan(60);
        assertThat(variant(get(two, BROWSER, cookie(after)).body()))
            .isEqualTo(variant(before.body()));
      }
    }
  }

  @Test
  void whileTheSessionsAreAwayWhatNeedsThemIsControlAndNotExposed() {
    add("dice", "\"strategy\":\"random\"");
    add("hash", "\"strategy\":\"hash\"");
    assign(one, "{\"userId\":\"u1\"}", "dice");
    int exposed = one.exposures().size();
    store.setAway(true);
    for (int user = 0; user < 10; user++) {
      var dealt = assign(one, "{\"userId\":\"u%d\"}".formatted(user), "dice");
      assertThat(dealt).contains("\"variant\":\"a\",\"reason\":\"no_memory\",\"counted\":false");
      var hashed = assign(one, "{\"userId\":\"u%d\"}".formatted(user), "hash");
      assertThat(hashed).contains("\"reason\":\"assigned\",\"counted\":true");
    }
    assertThat(one.exposures()).hasSize(exposed + 10);

    store.setAway(false);
    assertThat(assign(two, "{\"userId\":\"u1\"}", "dice")).contains("\"reason\":\"remembered\"");
  }

  private void add(String key, String more) {
    one.add(experiment(key, more));
    two.add(experiment(key, more));
  }

  private static String experiment(String key, String more) {
    return "{\"key\":\"%s\",\"state\":\"running\",%s,%s}".formatted(key, more, HALVES);
  }

  /// What a server says of all experiments.
  private static String assign(DecidingServer server, String subject) {
    return server.post("/v1/assign", "{\"subject\":" + subject + ",\"expose\":true}").body();
  }

  private static String assign(DecidingServer server, String subject, String key) {
    var body = "{\"subject\":%s,\"experiments\":[\"%s\"],\"expose\":true}".formatted(subject, key);
    return server.post("/v1/assign", body).body();
  }

  private static HttpResponse<String> get(DecidingServer server, String path, String cookie) {
    var request = server.http().request(path, null).GET();
    return server.http().send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
  }

  private static String cookie(HttpResponse<String> answer) {
    var header = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return header.substring(0, header.indexOf(';'));
  }

  private static String variant(String body) {
    return body.replaceFirst(".*?\"variant\":\"(\\w)\".*", "$1");
  }
}
