package dev.forktail.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.notice.Outbox.Kept;
import dev.forktail.engine.notice.Outbox.LegState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every outbox must keep.
public abstract class OutboxContract {
  private static final ProjectId PROJECT = new ProjectId(1);
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(300);

  protected abstract Outbox emptyOutbox();

  static Notice notice(int number) {
    return new Notice(
        new UUID(7, number),
        NOON.plusSeconds(number),
        Topic.VERDICT,
        PROJECT,
        "checkout",
        "Notice \"" + number + "\"",
        "First line\nsecond line",
        Map.of("lift", new java.math.BigDecimal("0.05"), "arm", "treatment"));
  }

  @Test
  void aNoticeIsTakenOncePerChannelAsItWasKept() {
    var outbox = emptyOutbox();
    assertThat(outbox.keep(notice(0), Set.of("webhook", "email"))).isEqualTo(Kept.KEPT);

    var taken = outbox.take(NOON, LATER, 10);

    assertThat(taken)
        .containsExactlyInAnyOrder(
            new Delivery(notice(0), "webhook", 1), new Delivery(notice(0), "email", 1));
    assertThat(outbox.take(NOON, LATER, 10)).isEmpty();
  }

  @Test
  void aNoticeOfAKnownIdIsNotKeptAgain() {
    var outbox = emptyOutbox();
    outbox.keep(notice(0), Set.of("email"));

    assertThat(outbox.keep(notice(0), Set.of("email"))).isEqualTo(Kept.KNOWN);
    assertThat(outbox.take(NOON, LATER, 10)).hasSize(1);
  }

  @Test
  void whatNobodySettlesIsTakenAgainWhenItsLeaseIsOver() {
    var outbox = emptyOutbox();
    outbox.keep(notice(0), Set.of("email"));
    outbox.take(NOON, LATER, 10);

    assertThat(outbox.take(LATER.minusMillis(1), LATER.plusSeconds(1), 10)).isEmpty();
    assertThat(outbox.take(LATER, LATER.plusSeconds(300), 10))
        .containsExactly(new Delivery(notice(0), "email", 2));
  }

  @Test
  void whatFailedIsTakenAgainWhenItIsDueAndWhatWasDeliveredIsNot() {
    var outbox = emptyOutbox();
    outbox.keep(notice(0), Set.of("email"));
    var first = outbox.take(NOON, LATER, 10).getFirst();
    outbox.settle(first, new Outcome.Failed(NOON, "busy", NOON.plusSeconds(5)));

    assertThat(outbox.take(NOON.plusSeconds(4), LATER, 10)).isEmpty();
    var second = outbox.take(NOON.plusSeconds(5), LATER, 10).getFirst();
    assertThat(second.attempt()).isEqualTo(2);

    outbox.settle(second, new Outcome.Delivered(NOON.plusSeconds(6), "200"));
    assertThat(outbox.take(LATER.plusSeconds(900), LATER.plusSeconds(901), 10)).isEmpty();
  }

  @Test
  void whoComesTooLateDoesNotSettleTheNextTry() {
    var outbox = emptyOutbox();
    outbox.keep(notice(0), Set.of("email"));
    var slow = outbox.take(NOON, NOON.plusSeconds(1), 10).getFirst();
    outbox.take(NOON.plusSeconds(2), LATER, 10);

    outbox.settle(slow, new Outcome.GivenUp(NOON.plusSeconds(3), "late"));

    assertThat(outbox.take(LATER, LATER.plusSeconds(1), 10)).hasSize(1);
  }

  @Test
  void theLongestWaitingIsTakenFirst() {
    var outbox = emptyOutbox();
    outbox.keep(notice(2), Set.of("email"));
    outbox.keep(notice(1), Set.of("email"));

    assertThat(outbox.take(LATER, LATER.plusSeconds(1), 1))
        .containsExactly(new Delivery(notice(1), "email", 1));
  }

  @Test
  void itSaysHowThingsStand() {
    var outbox = emptyOutbox();
    outbox.keep(notice(0), Set.of("email", "webhook"));
    outbox.keep(notice(1), Set.of("email"));
    for (var delivery : outbox.take(LATER, LATER.plusSeconds(1), 10)) {
      var at = delivery.notice().at();
      outbox.settle(
          delivery,
          delivery.channel().equals("webhook")
              ? new Outcome.GivenUp(at, "410")
              : new Outcome.Delivered(at, "250"));
    }
    outbox.keep(notice(2), Set.of("email"));

    var standing = outbox.standing();
    assertThat(standing.waiting()).isEqualTo(1);
    assertThat(standing.delivered()).isEqualTo(2);
    assertThat(standing.givenUp()).isEqualTo(1);
    assertThat(standing.last())
        .containsExactly(
            Map.entry(
                "email", new OutboxStanding.Last(NOON.plusSeconds(1), LegState.DELIVERED, "250")),
            Map.entry("webhook", new OutboxStanding.Last(NOON, LegState.GIVEN_UP, "410")));
  }

  @Test
  void recentNoticesAreShownWithHowFarTheyAre() {
    var outbox = emptyOutbox();
    outbox.keep(notice(0), Set.of("email"));
    outbox.keep(notice(1), Set.of());
    outbox.settle(outbox.take(NOON, LATER, 10).getFirst(), new Outcome.Failed(NOON, "busy", LATER));

    assertThat(outbox.recent(PROJECT, 10))
        .containsExactly(
            new Outbox.Sent(notice(1), java.util.List.of()),
            new Outbox.Sent(
                notice(0),
                java.util.List.of(new Outbox.Leg("email", LegState.WAITING, 1, "busy"))));
    assertThat(outbox.recent(PROJECT, 1)).hasSize(1);
    assertThat(outbox.recent(new ProjectId(2), 10)).isEmpty();
  }

  @Test
  void itTakesNoMoreThanItsLimit() {
    var outbox = emptyOutbox();
    for (int i = 0; i < Outbox.WAITING_MAX; i++) {
      outbox.keep(notice(i), Set.of("email"));
    }

    assertThat(outbox.keep(notice(-1), Set.of("email"))).isEqualTo(Kept.FULL);
    assertThat(outbox.standing().waiting()).isEqualTo(Outbox.WAITING_MAX);
  }

  @Test
  void oldNoticesAreForgotten() {
    var outbox = emptyOutbox();
    outbox.keep(notice(0), Set.of("email"));
    outbox.keep(notice(10), Set.of("email"));

    assertThat(outbox.forget(NOON.plusSeconds(5))).isEqualTo(1);
    assertThat(outbox.recent(PROJECT, 10)).hasSize(1);
    assertThat(outbox.take(LATER, LATER.plusSeconds(1), 10)).hasSize(1);
  }
}
