package dev.forktail.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T10:30:00.123Z, 2026-11-22T10:30:00.123Z",
    "2015-2-02T00:30:08.276Z, 2015-02-02T00:30:08.276Z",
    "2015-2-2T0:3:8.276Z, 2015-02-02T00:03:08.276Z",
    "2026-11-22T10:30:00+02:00, 2026-11-22T08:30:00Z",
    "2026-11-22T10:30:00-0530, 2026-11-22T16:00:00Z",
    "2026-11-22T10:30:00+02, 2026-11-22T08:30:00Z",
    "2026-11-22 10:30:00, 2026-11-22T10:30:00Z",
    "2026-11-22T10:30, 2026-11-22T10:30:00Z",
    "2026-11-22t10:30:00z, 2026-11-22T10:30:00Z",
    "2026-11-22, 2026-11-22T00:00:00Z",
    "2026-11-22T10:30:00.123456789123Z, 2026-11-22T10:30:00.123456789Z",
    "'2026-11-22T10:30:00,5Z', 2026-11-22T10:30:00.500Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "+292278994-08-17T07:12:55.807Z, +292278994-08-17T07:12:55.807Z",
    "-0001-01-01T00:00:00Z, -0001-01-01T00:00:00Z",
    "+999999999-12-31T23:59:59Z, +999999999-12-31T23:59:59Z"
  })
  void timesAreReadAsClientsWriteThem(String text, String instant) {
    assertThat(ClientTime.parse(text)).contains(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "2026",
        "2026-11",
        "2026-13-01",
        "2026-00-01",
        "2026-02-30",
        "2026-11-22T",
        "2026-11-22T24:00:00Z",
        "2026-11-22T10:60:00Z",
        "2026-11-22T10:30:61Z",
        "2026-11-22T10:30:00.Z",
        "2026-11-22T10:30:00X",
        "2026-11-22T10:30:00Zjunk",
        "2026-11-22T10:30:00+",
        "2026-11-22T10:30:00+19:00",
        "226-11-22",
        "1763807400000",
        "+1000000000-01-01",
        "２０２６-11-22T10:30:00Z"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(ClientTime.parse(text)).isEmpty();
  }

  @Test
  void aNumberCountsMillisecondsOrSeconds() {
    var expected = Instant.parse("2025-11-22T10:30:00Z");

    assertThat(ClientTime.ofNumber(1_763_807_400_000L)).isEqualTo(expected);
    assertThat(ClientTime.ofNumber(1_763_807_400L)).isEqualTo(expected);
  }

  @Test
  void everyInstantIsReadBackAsJavaWritesIt() {
    var random = new java.util.SplittableRandom(11);
    for (int i = 0; i < 10_000; i++) {
      long seconds = random.nextLong(-60_000_000_000L, 250_000_000_000L);
      var instant = Instant.ofEpochSecond(seconds, random.nextInt(1_000_000_000));
      assertThat(ClientTime.parse(instant.toString())).as(instant.toString()).contains(instant);
    }
  }
}
