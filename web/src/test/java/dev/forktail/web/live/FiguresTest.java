package dev.forktail.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "999|999", "1000|1,000", "1000000000|1,000,000,000", "-5|-5"})
  void countsAreGroupedByThousands(long number, String text) {
    assertThat(Figures.count(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "0.01|< 0.1", "0.4|0.4", "9.94|9.9", "11939.6|11,940"})
  void smallRatesHaveADecimalAndLargeOnesDoNot(double rate, String text) {
    assertThat(Figures.rate(rate)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0 B",
        "999|999 B",
        "9940|9.9 kB",
        "9960|10 kB",
        "2060|2.1 kB",
        "33300000|33 MB",
        "999600000|1.0 GB",
        "214000000000|214 GB",
        "9223372036854775807|9.2 EB"
      })
  void sizesHaveTwoOrThreeDigits(long bytes, String text) {
    assertThat(Figures.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PT0S|< 1 s",
        "PT0.999S|< 1 s",
        "PT59.9S|59 s",
        "PT1M|1 min",
        "PT3M20S|3 min 20 s",
        "PT1H14M59S|1 h 14 min",
        "PT49H|2 d 1 h",
        "P400D|over a year"
      })
  void spansShowTheirTwoLargestUnits(Duration span, String text) {
    assertThat(Figures.span(span)).isEqualTo(text);
  }

  @Test
  void timesAreUtc() {
    var moment = Instant.parse("2026-11-22T23:59:59.048Z");

    assertThat(Figures.time(moment)).isEqualTo("23:59:59");
    assertThat(Figures.timeMillis(moment)).isEqualTo("23:59:59.048");
  }
}
