package dev.forktail.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortTextTest {

  @Test
  void whatIsShortStaysAsItIs() {
    assertThat(ShortText.of("Bestellung über 3 € שלום 🛒"))
        .isEqualTo("Bestellung über 3 € שלום 🛒");
  }

  @Test
  void whatIsLongEndsInAnEllipsis() {
    assertThat(ShortText.of("x".repeat(10_000))).isEqualTo("x".repeat(120) + "…");
  }

  @Test
  void anEmojiIsNeverCutInTwo() {
    assertThat(ShortText.of("🛒".repeat(121))).isEqualTo("🛒".repeat(120) + "…");
  }

  @Test
  void lineBreaksAndControlsAreShownAsSuch() {
    assertThat(ShortText.of("a\nb\rc\u0000d\u2028e")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
  }

  @Test
  void halfASurrogatePairIsShownAsSuch() {
    assertThat(ShortText.of("a\uD83D")).isEqualTo("a\uFFFD");
  }
}
