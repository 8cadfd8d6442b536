package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Browsers and users in front of one experiment. A browser whose name begins with an arm's letter
/// is one that gets this arm before any login, if it comes so; `user-b` is one who gets `b` by
/// their id.
final class Visitors {
  private static final int TRIES_MAX = 200;

  private final ServerClient client;
  private final String key;
  private final Map<String, String> cookies = new HashMap<>();
  private final Map<String, String> users = new HashMap<>();

  Visitors(ServerClient client, String key) {
    this.client = client;
    this.key = key;
  }

  String key() {
    return key;
  }

  /// `BROWSER [USER] -> ARM`; `BROWSER forgets`, its cookie.
  void play(String step) throws Exception {
    var sides = step.split(" -> ", -1);
    var words = sides[0].split(" ", -1);
    String browser = words[0];
    String user = words.length > 1 ? words[1] : "";
    if (user.equals("forgets")) {
      cookies.remove(browser);
      return;
    }
    if (!cookies.containsKey(browser) && user.isEmpty()) {
      findBrowser(browser);
    }
    var answer = ask(cookies.get(browser), user.startsWith("user-") ? user(user) : user, true);
    answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookies.put(browser, value(set)));
    assertThat(arm(answer)).as(step + ": " + answer.body()).isEqualTo(sides[1]);
  }

  /// Takes one new browser after the other until one gets the arm that it shall.
  private void findBrowser(String browser) throws Exception {
    for (int i = 0; i < TRIES_MAX; i++) {
      var answer = ask(null, "", false);
      if (arm(answer).startsWith(browser.substring(0, 1))) {
        cookies.put(browser, value(answer.headers().firstValue("Set-Cookie").orElseThrow()));
        return;
      }
    }
    throw new AssertionError("No browser gets the arm " + browser);
  }

  private String user(String name) throws Exception {
    var known = users.get(name);
    for (int i = 0; known == null && i < TRIES_MAX; i++) {
      var candidate = key + "-" + name + "-" + i;
      if (name.endsWith(arm(ask(null, candidate, false)))) {
        known = candidate;
        users.put(name, candidate);
      }
    }
    return Objects.requireNonNull(known, "no such user");
  }

  private HttpResponse<String> ask(@Nullable String cookie, String user, boolean expose)
      throws Exception {
    var path = "/v1/assign?writeKey=demo&experiments=" + key;
    return client.visit(
        path + (user.isEmpty() ? "" : "&userId=" + user) + (expose ? "&expose=true" : ""), cookie);
  }

  private static String value(String setCookie) {
    return setCookie.substring(0, setCookie.indexOf(';'));
  }

  private static String arm(HttpResponse<String> answer) {
    var arm = answer.body().replaceAll("(?s).*\"variant\":\"(\\w)\".*", "$1");
    return answer.body().contains("\"counted\":true") ? arm : arm + "-";
  }
}
