package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.web.http.NodeProgram;
import dev.forktail.web.live.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The browser SDK in a page of another site, against the real routes.
@Timeout(300)
final class BrowserSdkIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String VARIANTS =
      "\"variants\":[{\"key\":\"control\",\"weight\":1},{\"key\":\"treatment\",\"weight\":1}]";

  private static @Nullable Browser opened;
  private final DecidingServer server = new DecidingServer();
  private Browser browser;
  private Shop shop;
  private String page;

  @BeforeAll
  static void openBrowser(@TempDir Path profile) throws Exception {
    if (!Browser.isInstalled()) {
      NodeProgram.cannotRun("BrowserSdkIT", "chromium and chromedriver are not installed");
    }
    opened = Browser.open(profile);
  }

  @AfterAll
  static void closeBrowser() throws Exception {
    if (opened != null) {
      opened.close();
    }
  }

  @BeforeEach
  void openShop() throws Exception {
    browser = java.util.Objects.requireNonNull(opened);
    shop = new Shop(Path.of("target"));
    page = page("/", "");
    browser.visit(shop.put("/empty", "", ""));
    browser.forget();
    browser.console();
  }

  @AfterEach
  void close() {
    shop.close();
    server.close();
  }

  @Test
  void whatAVisitorDoesArrives() throws Exception {
    visit(page);
    browser.evaluate(
        "ft.page('Home'), ft.identify('u1', {plan: 'pro'}), ft.track('Added', {price: 5})");

    var events = await(3);

    assertThat(events)
        .extracting(Event::type)
        .containsExactly(EventType.PAGE, EventType.IDENTIFY, EventType.TRACK);
    assertThat(events).extracting(Event::userId).containsExactly(null, "u1", "u1");
    assertThat(events).extracting(Event::anonymousId).containsOnly(stored("id"));
    assertThat(events).extracting(Event::messageId).doesNotHaveDuplicates();
    assertThat(events.getLast().payload().text())
        .contains("\"properties\":{\"price\":5}", "\"url\":\"" + page, "\"name\":\"forktail.js\"");
    assertThat(browser.console()).isEqualTo("{\"value\":[]}");
  }

  @Test
  void aServerThatHasNoRoomForAWhileLosesNothing() throws Exception {
    server.fillBuffer(2);
    visit(page);
    browser.evaluate("ft.track('First')");
    browser.await("Object.keys(localStorage).some((name) => name.startsWith('forktail.queue.'))");
    browser.evaluate("ft.track('Second')");

    assertThat(await(2)).extracting(Event::name).containsExactly("First", "Second");
    browser.await("!Object.keys(localStorage).some((name) => name.startsWith('forktail.queue.'))");
  }

  @Test
  void whatIsTrackedRightBeforeThePageIsLeftArrives() throws Exception {
    var next = shop.put("/next", "", "");
    visit(page);

    browser.evaluate("ft.track('Bye'), location = '%s'".formatted(next));

    assertThat(await(1)).extracting(Event::name).containsExactly("Bye");
  }

  @Test
  void whatCouldNotBeSentWhenThePageWasLeftIsSentByTheNextOneWithTheSameId() throws Exception {
    var next = page("/next", "");
    server.fillBuffer(1);
    visit(page);
    browser.evaluate("ft.track('Bye'), location = '%s'".formatted(next));
    browser.await("location.pathname === '/next'");

    assertThat(await(1)).extracting(Event::name).containsExactly("Bye");
    browser.await("!Object.keys(localStorage).some((name) => name.startsWith('forktail.queue.'))");
    assertThat(server.events().stream().map(Event::messageId).distinct()).hasSize(1);
  }

  @Test
  void twoTabsAreOneVisitor() throws Exception {
    visit(page);
    browser.evaluate("ft.track('One')");
    var first = browser.openTab();
    visit(page);
    browser.evaluate("ft.track('Two')");
    browser.goTo(first);
    browser.evaluate("ft.track('Three')");

    assertThat(await(3)).extracting(Event::anonymousId).containsOnly(stored("id"));
  }

  @Test
  void nothingIsStoredOrSentBeforeConsentNorAfterItIsTakenBack() throws Exception {
    server.add(
        "{\"key\":\"test\",\"state\":\"running\",\"unit\":\"anonymousId\"," + VARIANTS + "}");
    visit(page("/", ", consent: true"));
    browser.evaluate(
        "ft.page(), ft.identify('u1'), ft.variant('test', 'none').then((v) => window.got = v)");
    browser.await("window.got === 'none'");
    browser.evaluate("new Promise((done) => setTimeout(done, 500))");
    assertThat(browser.evaluate("localStorage.length + document.cookie")).isEqualTo("0");
    assertThat(requests("/v1/")).isEqualTo("0");

    browser.evaluate("ft.consent(true)");
    assertThat(await(2))
        .extracting(Event::type)
        .containsExactly(EventType.PAGE, EventType.IDENTIFY);
    assertThat(server.events()).extracting(Event::userId).containsExactly(null, "u1");
    visit(page);
    assertThat(stored("user")).isEqualTo("u1");

    browser.evaluate("ft.consent(false), ft.track('Hidden')");
    assertThat(browser.evaluate("Object.entries(localStorage).join()"))
        .isEqualTo("forktail.consent,denied");
    visit(page);
    browser.evaluate("ft.track('Hidden'), ft.variant('test', 'none').then((v) => window.got = v)");
    browser.await("window.got === 'none'");
    browser.evaluate("ft.consent(true), ft.track('Seen')");
    assertThat(await(3).getLast().name()).isEqualTo("Seen");
  }

  private String requests(String path) throws Exception {
    return browser.evaluate(
        "performance.getEntriesByType('resource').filter((one) => one.name.includes('%s')).length"
            .formatted(path));
  }

  @Test
  void aVisitorKeepsTheVariantAndIsExposedOnce() throws Exception {
    server.add(
        "{\"key\":\"test\",\"state\":\"running\",\"strategy\":\"random\",\"unit\":\"anonymousId\",%s}"
            .formatted(VARIANTS));
    visit(page);
    var variant = variant();

    assertThat(variant).isIn("control", "treatment");
    assertThat(await(1)).extracting(Event::name).containsExactly("Experiment Viewed");
    assertThat(server.events()).extracting(Event::anonymousId).containsOnly(stored("id"));
    for (int time = 0; time < 5; time++) {
      visit(page);
      assertThat(variant()).isEqualTo(variant);
    }
    browser.evaluate("localStorage.clear()"); // as some browsers do after some days
    visit(page);
    assertThat(variant()).isEqualTo(variant);
    assertThat(stored("id")).isEqualTo(server.events().getFirst().anonymousId());
  }

  private String variant() throws Exception {
    browser.evaluate("ft.variant('test', 'none').then((v) => window.got = v)");
    browser.await("window.got !== undefined && ft.peek('test') === window.got");
    return browser.evaluate("window.got");
  }

  @Test
  void whatThePageBringsAlongNeedsNoRequest() throws Exception {
    server.add(
        "{\"key\":\"flag\",\"state\":\"running\",\"variants\":[{\"key\":\"on\",\"weight\":1,\"value\":7}]}");
    var answer =
        server.post("/v1/assign", "{\"subject\":{\"userId\":\"u1\"},\"expose\":true}").body();
    visit(page("/", ", bootstrap: " + answer));

    assertThat(browser.evaluate("ft.peek('flag')")).isEqualTo("on");
    browser.evaluate("ft.identify('u1'), ft.value('flag', 0).then((v) => window.got = v)");
    browser.await("window.got === 7");
    assertThat(await(2)).extracting(Event::name).contains("Experiment Viewed");
    assertThat(requests("/v1/assign")).isEqualTo("0");
  }

  @Test
  void aServerThatIsAwayCostsNoMoreThanTheTimeout() throws Exception {
    visit(page("/", ", host: 'http://127.0.0.1:9', timeout: 200"));

    browser.evaluate("ft.variant('test', 'none').then((v) => window.got = v)");

    browser.await("window.got === 'none'");
  }

  /// A page that has the SDK as `ft`.
  private String page(String path, String more) {
    return shop.put(
        path,
        "",
        """
        import { forktail } from "http://127.0.0.1:%d/sdk/forktail.js";
        window.ft = forktail({ key: "write"%s });
        """
            .formatted(server.http().port(), more));
  }

  private void visit(String address) throws Exception {
    browser.visit(address);
    browser.await("window.ft !== undefined");
  }

  private String stored(String name) throws Exception {
    return browser.evaluate("localStorage.getItem('forktail.%s')".formatted(name));
  }

  private List<Event> await(int count) throws Exception {
    var deadline = Instant.now().plus(PATIENCE);
    while (server.events().size() < count && Instant.now().isBefore(deadline)) {
      Thread.sleep(20);
    }
    assertThat(server.events()).hasSize(count);
    return server.events();
  }
}
