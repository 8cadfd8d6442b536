package dev.forktail.engine.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpPolicyTest {

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "203.0.113.77, 203.0.113.0",
    "10.0.0.1, 10.0.0.0",
    "255.255.255.255, 255.255.255.0",
    "2001:db8:85a3:8d3:1319:8a2e:370:7348, 2001:db8:85a3::",
    "::1, ::",
    "::ffff:203.0.113.77, 203.0.113.0"
  })
  void theEndOfAnAddressIsCutOff(String address, String kept) {
    String seen = IpPolicy.TRUNCATE.apply(address);

    assertThat(seen).isEqualTo(kept);
    assertThat(seen).hasSizeLessThanOrEqualTo(address.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "example.com",
        "203.0.113",
        "",
        "203.0.113.256",
        "203.0.113.",
        "203..113.7",
        "1.2.3.4.5",
        "unknown"
      })
  void whatIsNoAddressIsNotKept(String text) {
    assertThat(IpPolicy.TRUNCATE.apply(text)).isNull();
  }

  @Test
  void whatIsUsuallyWrittenIsReadAsTheLongWay() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < 10_000; i++) {
      var text = new StringBuilder();
      int groups = i % 10 == 0 ? 3 + random.nextInt(3) : 4;
      for (int group = 0; group < groups; group++) {
        text.append(group > 0 ? "." : "").append(i % 7 == 0 ? "0" : "").append(random.nextInt(300));
      }
      var address = IpPolicy.parse(text.toString());
      String kept = IpPolicy.TRUNCATE.apply(text.toString());
      var shortened = address == null ? null : address.getHostAddress().replaceAll("\\d+$", "0");
      assertThat(kept).as(text.toString()).isEqualTo(shortened);
    }
  }

  @Test
  void dropKeepsNothingAndKeepAll() {
    assertThat(IpPolicy.DROP.apply("203.0.113.77")).isNull();
    assertThat(IpPolicy.KEEP.apply("203.0.113.77")).isEqualTo("203.0.113.77");
  }

  @Test
  void whatIsKeptIsNeverLonger() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      var text = new StringBuilder(i % 3 == 0 ? "::" : "");
      int groups = 1 + random.nextInt(7);
      for (int group = 0; group < groups; group++) {
        text.append(group > 0 ? ":" : "").append(Integer.toHexString(random.nextInt(0x10000)));
      }
      text.append(i % 3 == 1 ? "::" : "");
      String kept = IpPolicy.TRUNCATE.apply(text.toString());
      assertThat(kept == null ? "" : kept).hasSizeLessThanOrEqualTo(text.length());
    }
  }
}
