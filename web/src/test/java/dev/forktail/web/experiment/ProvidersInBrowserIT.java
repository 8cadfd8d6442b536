package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.web.http.NodeProgram;
import dev.forktail.web.live.Browser;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Client libraries of others in a page of another site: OpenFeature's web provider, and
/// GrowthBook's client with its stream.
@Timeout(300)
final class ProvidersInBrowserIT {
  private static final String IMPORTS =
      """
      <script type="importmap">{"imports": {
        "@openfeature/core": "/npm/@openfeature/core/dist/esm/index.js",
        "@openfeature/web-sdk": "/npm/@openfeature/web-sdk/dist/esm/index.js",
        "@openfeature/ofrep-core": "/npm/@openfeature/ofrep-core/index.esm.js",
        "@openfeature/ofrep-web-provider": "/npm/@openfeature/ofrep-web-provider/index.esm.js",
        "@growthbook/growthbook": "/npm/@growthbook/growthbook/dist/bundles/esm.min.js"
      }}</script>
      """;
  private static final String PROVIDER =
      """
      import { OpenFeature } from "@openfeature/web-sdk";
      import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
      const provider = new OFREPWebProvider({
        baseUrl: "http://127.0.0.1:%d", headers: [["Authorization", "Bearer %s"]] });
      await OpenFeature.setContext({ targetingKey: "u1" });
      await OpenFeature.setProviderAndWait(provider).catch((error) => window.failed = error);
      window.client = OpenFeature.getClient();
      """;
  private static final String GROWTHBOOK =
      """
      import { GrowthBook } from "@growthbook/growthbook";
      const gb = new GrowthBook({
        apiHost: "http://127.0.0.1:%d", clientKey: "%s", attributes: { userId: "u1" } });
      await gb.init({ streaming: true });
      window.client = gb;
      """;

  private final DecidingServer server = new DecidingServer();
  private Shop shop;
  private Browser browser;

  @BeforeEach
  void open(@TempDir Path profile) throws Exception {
    if (!Browser.isInstalled()) {
      NodeProgram.cannotRun("ProvidersInBrowserIT", "chromium and chromedriver are not installed");
    }
    shop =
        new Shop(
            NodeProgram.packages(
                "ProvidersInBrowserIT",
                "@growthbook/growthbook@1.8.0",
                "@openfeature/core@1.12.0",
                "@openfeature/web-sdk@1.10.0",
                "@openfeature/ofrep-core@2.3.0",
                "@openfeature/ofrep-web-provider@0.4.3"));
    browser = Browser.open(profile);
    flag("truth", "false", "true");
    flag("text", "\"\"", "\"hello\"");
    flag("number", "0", "1.5");
    flag("object", "{}", "{\"a\":[1,true]}");
  }

  /// A flag that has its second value.
  private void flag(String key, String first, String second) {
    server.add(
        """
        {"key":"%s","state":"running","hasher":"growthbook-v2","variants":[
          {"key":"off","weight":0,"value":%s},{"key":"on","weight":1,"value":%s}]}
        """
            .formatted(key, first, second));
  }

  @AfterEach
  void close() throws Exception {
    browser.close();
    shop.close();
    server.close();
  }

  @Test
  void theWebProviderGetsEachKindOfValueAndHearsOfChanges() throws Exception {
    visit(PROVIDER, "write");

    assertValue("getBooleanValue('truth', false)", "true");
    assertValue("getStringValue('text', 'none')", "hello");
    assertValue("getNumberValue('number', 0)", "1.5");
    assertThat(browser.evaluate("JSON.stringify(client.getObjectValue('object', null))"))
        .isEqualTo("{\"a\":[1,true]}");
    assertValue("getBooleanDetails('truth', false).variant", "on");
    assertValue("getBooleanDetails('truth', false).reason", "SPLIT");
    assertValue("getBooleanDetails('none', true).value", "true");
    assertValue("getBooleanDetails('none', true).errorCode", "FLAG_NOT_FOUND");
    assertValue("getBooleanDetails('text', true).errorCode", "TYPE_MISMATCH");
    browser.await(statuses() + ".includes(304)");

    pause("truth");

    browser.await("client.getBooleanValue('truth', true) === false");
    assertValue("getBooleanDetails('truth', true).reason", "DISABLED");
    assertThat(browser.console()).isEqualTo("{\"value\":[]}");
  }

  @Test
  void theWebProviderFailsForGoodWithAWrongKey() throws Exception {
    visit(PROVIDER, "wrong");

    assertThat(browser.evaluate("window.failed.code")).isEqualTo("PROVIDER_FATAL");
    assertValue("getBooleanValue('truth', false)", "false");
  }

  @Test
  void growthBooksClientHearsOfChangesByItsStream() throws Exception {
    visit(GROWTHBOOK, "write");

    assertValue("isOn('truth')", "true");
    assertValue("getFeatureValue('number', 0)", "1.5");
    assertValue("getFeatureValue('none', 'fallback')", "fallback");

    pause("truth");

    browser.await("client.isOn('truth') === false");
    assertThat(browser.console()).isEqualTo("{\"value\":[]}");
  }

  private void visit(String script, String key) throws Exception {
    browser.visit(shop.put("/", IMPORTS, script.formatted(server.http().port(), key)));
    browser.await("window.client !== undefined");
  }

  private void assertValue(String call, String value) throws Exception {
    assertThat(browser.evaluate("client." + call)).as(call).isEqualTo(value);
  }

  /// What OFREP was answered with so far.
  private static String statuses() {
    return "performance.getEntriesByType('resource').filter((one) =>"
        + " one.name.includes('/ofrep/v1/evaluate')).map((one) => one.responseStatus)";
  }

  private void pause(String key) {
    var http = server.http();
    var request = http.request("/api/experiments/" + key + "/pause", "admin");
    var answer = http.send(request.POST(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
  }
}
