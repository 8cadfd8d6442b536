package dev.forktail.postgres.query;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class RollupPieceTest {

  @Test
  void aLongStretchIsDaysWithHoursAndMinutesAtBothEnds() {
    assertThat(RollupPiece.cover(at("2026-11-20T21:58:30Z"), at("2026-11-23T02:03:10Z")))
        .containsExactly(
            piece(MINUTES, "2026-11-20T21:58:00Z", "2026-11-20T22:00:00Z"),
            piece(HOURS, "2026-11-20T22:00:00Z", "2026-11-21T00:00:00Z"),
            piece(DAYS, "2026-11-21T00:00:00Z", "2026-11-23T00:00:00Z"),
            piece(HOURS, "2026-11-23T00:00:00Z", "2026-11-23T02:00:00Z"),
            piece(MINUTES, "2026-11-23T02:00:00Z", "2026-11-23T02:04:00Z"));
  }

  @Test
  void aStretchWithinAnHourIsMinutes() {
    assertThat(RollupPiece.cover(at("2026-11-20T21:58:00Z"), at("2026-11-20T21:59:00Z")))
        .containsExactly(piece(MINUTES, "2026-11-20T21:58:00Z", "2026-11-20T21:59:00Z"));
  }

  @RepeatedTest(200)
  void piecesFollowEachOtherWithoutGapOrOverlap(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var from = at("2026-11-20T00:00:00Z").plusSeconds(random.nextInt(400_000));
    var to = from.plus(Duration.ofSeconds(1 + random.nextInt(400_000)));

    var end = from.truncatedTo(MINUTES);
    for (var piece : RollupPiece.cover(from, to)) {
      assertThat(piece.from()).isEqualTo(end);
      assertThat(piece.from().truncatedTo(piece.unit())).isEqualTo(piece.from());
      assertThat(piece.to().truncatedTo(piece.unit())).isEqualTo(piece.to());
      end = piece.to();
    }
    assertThat(end).isBetween(to, to.plusSeconds(59));
  }

  private static Instant at(String instant) {
    return Instant.parse(instant);
  }

  private static RollupPiece piece(java.time.temporal.ChronoUnit unit, String from, String to) {
    return new RollupPiece(unit, at(from), at(to));
  }
}
