package dev.forktail.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.live.LiveState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The live page in a real browser.
@Timeout(300)
class LivePageIT {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final String HOSTILE = "<script>window.hacked = 1</script>\"'&\u202E🛒";

  private final AtomicReference<LiveState> state =
      new AtomicReference<>(LiveStates.untouched(CLOCK.instant()));
  private static Browser browser;
  private LivePreview server;

  @BeforeAll
  static void openBrowser(@TempDir Path profile) throws Exception {
    if (!Browser.isInstalled()) {
      cannotRun("chromium and chromedriver are not installed");
    }
    browser = Browser.open(profile);
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (Browser.isInstalled()) {
      browser.close();
    }
  }

  @BeforeEach
  void openServer() throws Exception {
    server = preview(0, LivePreview.open());
    browser.resize(1280, 800);
    browser.visit("about:blank");
    browser.console();
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void aNewcomersFirstEventAppearsWithoutReload() throws Exception {
    visit();
    browser.await("document.querySelector('#link').textContent === 'live'");
    assertThat(browser.evaluate("document.querySelector('#curl').textContent"))
        .contains(":" + server.port() + "/v1/track");

    store("Hello Forktail");

    browser.await("document.querySelector('#newest bdi')?.textContent === 'Hello Forktail'");
    assertThat(browser.evaluate("document.querySelector('#start').hidden")).isEqualTo("true");
    assertThat(browser.evaluate("document.querySelector('#tiles .figure').textContent"))
        .isEqualTo("1");
  }

  @Test
  void theChartIsDrawnAndTheConsoleStaysSilent() throws Exception {
    state.set(LiveStates.busy(CLOCK.instant()));
    visit();

    browser.await("document.querySelector('#chart canvas')?.width > 300");

    assertThat(browser.console()).isEqualTo("{\"value\":[]}");
  }

  @Test
  void aHostileNameIsShownAsItWasSent() throws Exception {
    visit();
    browser.await("document.querySelector('#link').textContent === 'live'");

    store(HOSTILE);

    browser.await("document.querySelector('#newest bdi') !== null");
    assertThat(browser.evaluate("document.querySelector('#newest bdi').textContent"))
        .isEqualTo(HOSTILE);
    assertThat(browser.evaluate("document.querySelector('#top bdi').textContent"))
        .isEqualTo(HOSTILE);
    assertThat(browser.evaluate("window.hacked")).isEqualTo("undefined");
    assertThat(browser.console()).isEqualTo("{\"value\":[]}");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 768, 1280})
  void nothingSticksOutOfAWindowOfWidth(int width) throws Exception {
    state.set(LiveStates.databaseAway(CLOCK.instant()));
    browser.resize(width, 800);
    visit();
    browser.await("document.querySelector('#chart canvas') !== null");

    assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo("true");
  }

  @Test
  void thePageComesBackToLifeWithTheServer() throws Exception {
    visit();
    browser.await("document.querySelector('#link').textContent === 'live'");
    int port = server.port();
    server.close();
    browser.await("document.querySelector('#link').textContent === 'reconnecting'");

    server = preview(port, LivePreview.open());
    store("after the restart");

    browser.await("document.querySelector('#newest bdi')?.textContent === 'after the restart'");
    browser.await("document.querySelector('#link').textContent === 'live'");
  }

  @Test
  void aKeyTypedIntoTheFormOpensThePage() throws Exception {
    server.close();
    server = preview(0, new LiveAccess.WithKey());
    visit();
    assertThat(browser.evaluate("location.pathname")).isEqualTo("/login");

    browser.evaluate(
        "(document.querySelector('#key').value = '%s', document.querySelector('button').click())"
            .formatted(LivePreview.READ_KEY));

    browser.await("document.querySelector('#link')?.textContent === 'live'");
    assertThat(browser.evaluate("location.href")).doesNotContain(LivePreview.READ_KEY);
    assertThat(browser.evaluate("document.cookie")).as("seen by scripts").isEmpty();
  }

  private LivePreview preview(int port, LiveAccess access) {
    return new LivePreview(port, _ -> state.get(), access, 10);
  }

  private void visit() throws IOException, InterruptedException {
    browser.visit("http://127.0.0.1:" + server.port() + "/");
  }

  private void store(String name) {
    state.set(LiveStates.withNewest(CLOCK.instant(), name, "me", "shop"));
    server.hub().nudge();
  }

  private static void cannotRun(String reason) throws IOException {
    Files.writeString(
        Path.of("target/cannot-run-here.txt"),
        "cannot run here: LivePageIT: %s%n".formatted(reason),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Assumptions.abort("cannot run here: " + reason);
  }
}
