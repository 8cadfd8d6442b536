package dev.forktail.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.notice.Carrier.Carriage;
import dev.forktail.engine.notice.Outbox.LegState;
import dev.forktail.engine.notice.memory.InMemoryOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PostmanTest {
  private final InMemoryOutbox outbox = new InMemoryOutbox();
  private final List<Instant> tries = new ArrayList<>();
  private Instant now = OutboxContract.notice(0).at();

  private Postman postman(Carrier carrier) {
    return new Postman(
        outbox, List.of(carrier), Retries.standard(), () -> now, new SplittableRandom(1));
  }

  /// One that takes nothing before its try number `takes`.
  private Carrier takingTry(int takes) {
    return new Carrier() {
      @Override
      public String channel() {
        return "webhook";
      }

      @Override
      public Carriage carry(Notice notice) {
        tries.add(now);
        return tries.size() < takes ? new Carriage.Failed("busy") : new Carriage.Delivered("taken");
      }
    };
  }

  private void pass(Postman postman, Duration time) {
    for (var end = now.plus(time); now.isBefore(end); now = now.plusSeconds(1)) {
      postman.round();
    }
  }

  @Test
  void whatFailsIsTriedAgainLessAndLessOftenUntilItIsTaken() {
    var postman = postman(takingTry(4));
    assertThat(postman.tell(OutboxContract.notice(0))).isTrue();

    pass(postman, Duration.ofMinutes(2));

    var pauses = new ArrayList<Long>();
    for (int i = 1; i < tries.size(); i++) {
      pauses.add(Duration.between(tries.get(i - 1), tries.get(i)).toSeconds());
    }
    assertThat(pauses).hasSize(3);
    assertThat(pauses.get(0)).isBetween(4L, 7L);
    assertThat(pauses.get(1)).isBetween(8L, 13L);
    assertThat(pauses.get(2)).isBetween(16L, 25L);
    assertThat(outbox.standing().delivered()).isEqualTo(1);
  }

  @Test
  void whatIsNeverTakenIsGivenUpAfterADay() {
    var postman = postman(takingTry(Integer.MAX_VALUE));
    postman.tell(OutboxContract.notice(0));

    pass(postman, Duration.ofHours(26));

    assertThat(Duration.between(tries.getFirst(), tries.getLast()))
        .isBetween(Duration.ofHours(22), Duration.ofHours(24));
    assertThat(outbox.standing().givenUp()).isEqualTo(1);
    assertThat(tries.size()).isBetween(25, 45);
  }

  @Test
  void whatIsKnownIsNotToldAgain() {
    var postman = postman(takingTry(1));
    postman.tell(OutboxContract.notice(0));

    assertThat(postman.tell(OutboxContract.notice(0))).isFalse();
    postman.round();
    postman.round();
    assertThat(tries).hasSize(1);
  }

  @Test
  void whatWaitsForAChannelThatIsGoneIsGivenUp() {
    var before = postman(takingTry(Integer.MAX_VALUE));
    before.tell(OutboxContract.notice(0));

    new Postman(outbox, List.of(), Retries.standard(), () -> now, new SplittableRandom(1)).round();

    assertThat(outbox.standing().last().values())
        .extracting(OutboxStanding.Last::state)
        .containsExactly(LegState.GIVEN_UP);
  }
}
