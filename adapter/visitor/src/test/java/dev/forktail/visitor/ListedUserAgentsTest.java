package dev.forktail.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListedUserAgentsTest {
  private static final ListedUserAgents AGENTS = ListedUserAgents.bundled();

  @ParameterizedTest(name = "{4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Chrome | 142 | Windows | desktop | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
          Edge | 142 | Windows | desktop | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0
          Safari | 26 | iOS | phone | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1
          Safari | 17 | Mac OS X | desktop | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15
          Chrome | 126 | iOS | tablet | Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1
          Chrome | 141 | Android | phone | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36
          Chrome | 141 | Android | tablet | Mozilla/5.0 (Linux; Android 15; SM-X210) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36
          Samsung Internet | 28 | Android | phone | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36
          Firefox | 145 | Linux | desktop | Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0
          Firefox | 145 | Android | phone | Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0
          Opera | 123 | Windows | desktop | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 OPR/123.0.0.0
          Chrome | 140 | Chrome OS | desktop | Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36
          Facebook | 510 | iOS | phone | Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/510.0.0.30.109;FBBV/1;FBDV/iPhone14,5]
          """)
  void aBrowserIsNamedAlikeOnAllDevices(
      String browser, int version, String system, String device, String userAgent) {
    var agent = AGENTS.read(userAgent);

    assertThat(agent.browser()).isEqualTo(browser);
    assertThat(agent.version()).isEqualTo(version);
    assertThat(agent.os()).isEqualTo(system);
    assertThat(agent.device()).isEqualTo(device);
    assertThat(agent.bot()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
          Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
          Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36
          Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)
          Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)
          Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)
          Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36
          curl/8.5.0
          python-requests/2.32.3
          """)
  void aProgramIsNoPerson(String userAgent) {
    assertThat(AGENTS.read(userAgent).bot()).isTrue();
    assertThat(AGENTS.read(userAgent).device()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"''", "Mozilla/5.0", "analytics-node/6.2.0", "'((((((((((((((((((((('"})
  void whatNobodyKnowsIsUnknown(String userAgent) {
    var agent = AGENTS.read(userAgent);

    assertThat(agent.os()).isNull();
    assertThat(agent.device()).isNull();
    assertThat(agent.bot()).isFalse();
  }

  @Test
  void aNewerListTakesThePlaceOfTheBundledOne(@TempDir Path folder) throws IOException {
    var file = folder.resolve("regexes.yaml");
    Files.writeString(
        file,
        """
        user_agent_parsers:
          - regex: '(Nestbrowser)/(\\d+)'
        os_parsers:
          - regex: '(Nest) OS'
        device_parsers:
          - regex: 'Pecker'
            device_replacement: 'Spider'
        """);
    var agents = ListedUserAgents.of(file);

    assertThat(agents.read("Mozilla/5.0 (Nest OS) Nestbrowser/7.1").browser())
        .isEqualTo("Nestbrowser");
    assertThat(agents.read("Pecker/1").bot()).isTrue();
  }

  @Test
  void aFileThatIsNoListSaysSo(@TempDir Path folder) throws IOException {
    var file = folder.resolve("regexes.yaml");
    Files.writeString(file, "a: [");

    assertThatThrownBy(() -> ListedUserAgents.of(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Not a regexes.yaml");
  }
}
