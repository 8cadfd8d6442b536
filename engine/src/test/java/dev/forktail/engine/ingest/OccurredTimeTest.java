package dev.forktail.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccurredTimeTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-22T12:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      value = {
        "clock is right,           2026-11-22T11:59:58Z, 2026-11-22T12:00:00Z,"
            + " 2026-11-22T11:59:58Z, false",
        "clock a day ahead,        2026-11-23T11:59:58Z, 2026-11-23T12:00:00Z,"
            + " 2026-11-22T11:59:58Z, false",
        "clock a day behind,       2026-11-21T11:59:58Z, 2026-11-21T12:00:00Z,"
            + " 2026-11-22T11:59:58Z, false",
        "offline queue of 3 hours, 2026-11-22T09:00:00Z, 2026-11-22T12:00:00Z,"
            + " 2026-11-22T09:00:00Z, false",
        "no send time,             2026-11-22T11:00:00Z, -,                   "
            + " 2026-11-22T11:00:00Z, false",
        "no time at all,           -,                    -,                   "
            + " 2026-11-22T12:00:00Z, false",
        "only a send time,         -,                    2026-11-20T12:00:00Z,"
            + " 2026-11-22T12:00:00Z, false",
        "29 days old,              2026-10-24T12:00:00Z, -,                   "
            + " 2026-10-24T12:00:00Z, false",
        "30 days old to the second,2026-10-23T12:00:00Z, -,                   "
            + " 2026-10-23T12:00:00Z, false",
        "a second older,           2026-10-23T11:59:59Z, -,                   "
            + " 2026-10-23T12:00:00Z, true",
        "a day ahead to the second,2026-11-23T12:00:00Z, -,                   "
            + " 2026-11-23T12:00:00Z, false",
        "a second further ahead,   2026-11-23T12:00:01Z, -,                   "
            + " 2026-11-23T12:00:00Z, true",
        "year 1,                   0001-01-01T00:00:00Z, -,                   "
            + " 2026-10-23T12:00:00Z, true",
        "year 292 million,         +292278994-08-17T07:12:55Z, -,             "
            + " 2026-11-23T12:00:00Z, true",
        "sent in year 292 million, 2026-11-22T12:00:00Z, +292278994-08-17T07:12:55Z,"
            + " 2026-10-23T12:00:00Z, true",
        "both in year 292 million, +292278994-08-17T07:12:54Z, +292278994-08-17T07:12:55Z,"
            + " 2026-11-22T11:59:59Z, false",
        "the ends of time,         -999999999-01-01T00:00:00Z, +999999999-12-31T23:59:59Z,"
            + " 2026-10-23T12:00:00Z, true"
      })
  void theClientsTimeIsCorrectedAndClamped(
      String what,
      @Nullable Instant original,
      @Nullable Instant sent,
      Instant occurred,
      boolean clamped) {
    assertThat(OccurredTime.of(RECEIVED, original, sent))
        .as(what)
        .isEqualTo(new OccurredTime(occurred, clamped));
  }

  @Test
  void fractionsAreCorrectedToo() {
    var occurred =
        OccurredTime.of(
            Instant.parse("2026-11-22T12:00:00.250Z"),
            Instant.parse("2026-11-22T11:00:00.900Z"),
            Instant.parse("2026-11-22T11:00:01.100Z"));

    assertThat(occurred.instant()).isEqualTo(Instant.parse("2026-11-22T12:00:00.050Z"));
  }
}
