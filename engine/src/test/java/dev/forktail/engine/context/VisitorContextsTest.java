package dev.forktail.engine.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.VisitorContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class VisitorContextsTest {
  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/142.0.0.0 Safari/537.36";

  private final AtomicInteger read = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final KnownAgents agents =
      new KnownAgents(
          _ -> {
            read.incrementAndGet();
            nanos.addAndGet(1_000_000_000);
            return new Agent("Chrome", 142, "Windows", "desktop", false);
          },
          nanos::get);
  private final VisitorContexts contexts =
      new VisitorContexts(agents, _ -> new Place("DE", "DE-BY"), IpPolicy.TRUNCATE);

  private record Sender(@Nullable String userAgent, @Nullable String ip) implements Requester {}

  @Test
  void aBrowserSaysByItsRequestWhatItsEventDoesNot() {
    var context = contexts.of(null, new Sender(CHROME, "198.51.100.7"));

    assertThat(context.text(ContextField.BROWSER)).isEqualTo("Chrome");
    assertThat(context.number(ContextField.BROWSER_VERSION)).isEqualTo(142);
    assertThat(context.flag(ContextField.BOT)).isFalse();
    assertThat(context.text(ContextField.COUNTRY)).isEqualTo("DE");
    assertThat(context.text(ContextField.REGION)).isEqualTo("DE-BY");
    assertThat(context.text(ContextField.IP)).isEqualTo("198.51.100.0");
    assertThat(context.text(ContextField.CHANNEL)).isNull();
  }

  @Test
  void aServerIsNoVisitor() {
    var sender = new Sender("analytics-node/6.2.0", "198.51.100.7");
    assertThat(contexts.of(null, sender)).isSameAs(VisitorContext.NONE);

    var sent = new SentContext();
    sent.put(SentField.LIBRARY_NAME, "analytics-node");
    sent.put(SentField.LIBRARY_VERSION, "6.2.0");

    assertThat(contexts.of(sent, sender))
        .hasToString("{library=analytics-node, library_version=6.2.0}");
    assertThat(read).hasValue(0);
  }

  @Test
  void aServerMaySayWhoseEventItPassesOn() {
    var sent = new SentContext();
    sent.put(SentField.USER_AGENT, CHROME);
    sent.put(SentField.IP, "203.0.113.77");

    assertThat(contexts.of(sent, new Sender("analytics-node/6.2.0", "198.51.100.7")))
        .hasToString(
            "{browser=Chrome, browser_version=142, os=Windows, device=desktop, bot=false,"
                + " country=DE, region=DE-BY, ip=203.0.113.0}");
  }

  @Test
  void marksInTheAddressOfThePageCountWhereTheClientDoesNotReadThem() {
    var sent = new SentContext();
    sent.put(
        SentField.PAGE_URL,
        "https://Shop.Example.com:8443/a/b?utm_source=News%20Letter&utm_medium=email&utm_campaign=#x");
    sent.put(SentField.PAGE_REFERRER, "https://www.google.com/search?q=1");
    sent.put(SentField.SCREEN_WIDTH, "1920");
    sent.put(SentField.SCREEN_HEIGHT, "1080.5");
    sent.put(SentField.LOCALE, " en-GB ");

    assertThat(contexts.of(sent, Requester.UNKNOWN))
        .hasToString(
            "{referrer=www.google.com, channel=email, utm_source=News Letter, utm_medium=email,"
                + " host=shop.example.com, path=/a/b, screen_width=1920, screen_height=1080,"
                + " locale=en-GB}");
  }

  @Test
  void whatIsNoValueSaysNothing() {
    var sent = new SentContext();
    sent.put(SentField.SCREEN_WIDTH, "wide");
    sent.put(SentField.SCREEN_HEIGHT, "-1");
    sent.put(SentField.LOCALE, "  ");
    sent.put(SentField.LIBRARY_NAME, "a\0b");

    assertThat(contexts.of(sent, Requester.UNKNOWN)).isSameAs(VisitorContext.NONE);
  }

  @Test
  void valuesAreCutToWhatCounts() {
    var sent = new SentContext();
    sent.put(SentField.LOCALE, "x".repeat(49) + "🐟".repeat(10));

    assertThat(contexts.of(sent, Requester.UNKNOWN).text(ContextField.LOCALE))
        .isEqualTo("x".repeat(49));
  }

  @Test
  void aUserAgentIsReadOnce() {
    for (int i = 0; i < 3; i++) {
      contexts.of(null, new Sender(CHROME, null));
    }

    assertThat(read).hasValue(1);
  }

  @Test
  void whoMakesUpUserAgentsGetsAFifthOfTheTime() {
    for (int i = 0; i < 100; i++) {
      contexts.of(null, new Sender("Mozilla/5.0 " + i, null));
    }

    assertThat(read).hasValue(3);
    assertThat(agents.unread()).isEqualTo(97);
    assertThat(contexts.of(null, new Sender("Mozilla/5.0 99", null))).isSameAs(VisitorContext.NONE);
    assertThat(contexts.of(null, new Sender("Mozilla/5.0 1", null)).text(ContextField.BROWSER))
        .isEqualTo("Chrome");
    nanos.addAndGet(20_000_000_000L);
    contexts.of(null, new Sender("Mozilla/5.0 99", null));
    assertThat(read).hasValue(4);
  }
}
