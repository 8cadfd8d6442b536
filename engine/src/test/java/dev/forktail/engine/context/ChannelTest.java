package dev.forktail.engine.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChannelTest {
  private static final String PAGE = "https://shop.example.com/product";

  @ParameterizedTest(name = "a link on {0} is {1}")
  @CsvSource({
    "https://www.google.co.uk/, search",
    "https://www.google.de, search",
    "https://duckduckgo.com/, search",
    "https://search.brave.com/search?q=x, search",
    "https://yandex.ru/clck, search",
    "https://www.baidu.com/link?url=x, search",
    "https://m.facebook.com/, social",
    "https://l.instagram.com/?u=x, social",
    "https://t.co/abc, social",
    "https://x.com/, social",
    "https://www.youtube.com/, social",
    "android-app://com.google.android.gm/, email",
    "https://mail.google.com/mail/u/0/, email",
    "https://chatgpt.com/, assistant",
    "https://www.perplexity.ai/search, assistant",
    "https://gemini.google.com/app, assistant",
    "https://blog.example.org/10-shops, referral",
    "https://notgoogle.example/, referral",
    "https://x.example.net/, referral",
    "https://shop.example.com/cart, internal",
    "https://www.shop.example.com/cart, internal",
    "https://help.shop.example.com/, internal",
    "https://example.com/, internal",
    "not a url, direct"
  })
  void aReferrerSaysWhereAVisitorCameFrom(String referrer, String channel) {
    assertThat(of(PAGE, referrer, null, null)).isEqualTo(channel);
  }

  @ParameterizedTest(name = "source {0} and medium {1} are {2}")
  @CsvSource({
    "google, cpc, paid",
    "facebook, paid_social, paid",
    "partner, affiliate, paid",
    "autumn-letter, email, email",
    "newsletter,, email",
    "facebook, social, social",
    "facebook,, social",
    "google, organic, search",
    "bing,, search",
    "chatgpt.com,, assistant",
    "friend, referral, referral",
    "poster, qr, campaign",
    "Newsletter, E-Mail, email"
  })
  void whatALinkIsMarkedWithGoesBeforeWhereItStands(
      String source, @Nullable String medium, String channel) {
    assertThat(of(PAGE, "https://www.google.com/", source, medium)).isEqualTo(channel);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "https://shop.example.com/?gclid=abc, paid",
    "https://shop.example.com/?a=1&msclkid=abc#top, paid",
    "https://shop.example.com/?a=1&fbclid=abc, search",
    "https://shop.example.com/?notgclid=abc, search",
    "https://shop.example.com/gclid=abc, search"
  })
  void theClickIdOfAnAdvertiserIsPaidFor(String url, String channel) {
    assertThat(of(url, "https://www.google.com/", null, null)).isEqualTo(channel);
  }

  @org.junit.jupiter.api.Test
  void nothingToldIsDirect() {
    assertThat(of(PAGE, null, null, null)).isEqualTo("direct");
  }

  private static String of(
      String url, @Nullable String referrer, @Nullable String source, @Nullable String medium) {
    return Channel.of(
            url,
            PageAddress.host(url),
            PageAddress.host(referrer),
            new Campaign(source, medium, null, null, null))
        .text();
  }
}
