package dev.forktail.assignment.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The hash functions give the published values.
final class KnownHashesTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0, EF46DB3751D8E999",
    "'', 1, D5AFBA1336A3BE4B",
    "a, 0, D24EC4F1A98C6E5B",
    "abc, 0, 44BC2CF5AD770999",
    "'Nobody inspects the spammish repetition', 0, FBCEA83C8A378BF1",
  })
  void xxHash64(String text, long seed, String expected) {
    assertThat(Long.toHexString(XxHash64.of(text.getBytes(UTF_8), seed)))
        .isEqualToIgnoringCase(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 0",
    "'', 1, 514E28B7",
    "test, 0, BA6BD213",
    "test, 9747b28c, 704B81DC",
    "'Hello, world!', 0, C0363E43",
    "'The quick brown fox jumps over the lazy dog', 0, 2E4FF723",
  })
  void murmur3(String text, String seed, String expected) {
    int hash = Murmur3.of(text.getBytes(UTF_8), Integer.parseUnsignedInt(seed, 16));
    assertThat(hash).isEqualTo(Integer.parseUnsignedInt(expected, 16));
  }

  @ParameterizedTest
  @CsvSource({"'', 811C9DC5", "a, E40C292C", "foobar, BF9CF968"})
  void fnv1a(String text, String expected) {
    assertThat(Fnv1a.of(text, "")).isEqualTo(Integer.parseUnsignedInt(expected, 16));
  }

  @Test
  void fnv1aOfADecimalIsThatOfItsDigits() {
    for (int number : new int[] {0, 7, 10, 99, 100, 12_345, Integer.MAX_VALUE, -1}) {
      assertThat(Fnv1a.ofDecimal(number)).isEqualTo(Fnv1a.of(Integer.toUnsignedString(number), ""));
    }
  }
}
