package dev.forktail.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutboxTest {

  @Test
  void arrivalsLeaveInOrderAndARetryThatIsDueGoesFirst() {
    var outbox = new Outbox(100);
    outbox.arriveUpTo(3);
    outbox.retry(77, 2, 50);

    assertThat(outbox.take(49).number()).isZero();
    assertThat(outbox.take(50)).isEqualTo(new Outbox.Waiting(77, 2, 50));
    assertThat(outbox.take(51).number()).isEqualTo(1);
    assertThat(outbox.take(51).number()).isEqualTo(2);
    assertThat(outbox.ready(51)).isFalse();
  }

  @Test
  void whatFindsTheOutboxFullIsDroppedAndCounted() {
    var outbox = new Outbox(10);

    outbox.arriveUpTo(15);
    outbox.take(0);
    outbox.arriveUpTo(20);

    assertThat(outbox.dropped()).isEqualTo(5 + 4);
    assertThat(outbox.waiting()).isEqualTo(10);
    for (int expected : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 15}) {
      assertThat(outbox.take(0).number()).isEqualTo(expected);
    }
  }

  @Test
  void retriesTakeRoomToo() {
    var outbox = new Outbox(2);
    outbox.retry(1, 1, 1_000);
    outbox.retry(2, 1, 900);

    outbox.arriveUpTo(5);

    assertThat(outbox.dropped()).isEqualTo(5);
    assertThat(outbox.ready(899)).isFalse();
    assertThat(outbox.take(1_000).number()).isEqualTo(2);
    assertThat(outbox.arrivedUpTo(5)).isTrue();
  }
}
