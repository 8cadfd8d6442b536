package dev.forktail.engine.ingest;

import static dev.forktail.engine.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every buffer promises.
public abstract class EventBufferContract {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  protected EventBuffer buffer;

  /// A buffer with one lane and room for at least 1,000 and at most `eventsMax()` small events.
  protected abstract EventBuffer open() throws Exception;

  /// More events than fit.
  protected abstract int eventsMax();

  @BeforeEach
  void openBuffer() throws Exception {
    buffer = open();
  }

  @AfterEach
  void closeBuffer() {
    buffer.close();
  }

  @Test
  void whatIsAcknowledgedComesOutInOrder() throws Exception {
    acknowledged(events(0, 3));
    acknowledged(events(3, 500));

    assertThat(ids(read(0, 500))).isEqualTo(ids(0, 500));
  }

  @Test
  void aBatchBeginsWhereTheLastOneEnded() throws Exception {
    acknowledged(events(0, 10));

    var first = backlog().next(0, 4, PATIENCE);
    var second = backlog().next(first.after(), 6, PATIENCE);

    assertThat(first.first()).isZero();
    assertThat(second.first()).isEqualTo(first.after());
    assertThat(ids(first.entries())).isEqualTo(ids(0, 4));
    assertThat(ids(second.entries())).isEqualTo(ids(4, 10));
  }

  @Test
  void whatIsNotReleasedIsReadAgain() throws Exception {
    acknowledged(events(0, 5));

    assertThat(read(0, 5)).isEqualTo(read(0, 5));
  }

  @Test
  void depthCountsWhatIsNotReleased() throws Exception {
    acknowledged(events(0, 5));
    assertThat(buffer.state().depth()).isEqualTo(5);

    backlog().release(backlog().next(0, 3, PATIENCE).after());

    assertThat(buffer.state().depth()).isEqualTo(2);
  }

  @Test
  void anEmptyBacklogAnswersAnEmptyBatchAfterTheLinger() throws Exception {
    var batch = backlog().next(0, 10, Duration.ofMillis(5));

    assertThat(batch.entries()).isEmpty();
    assertThat(batch.after()).isEqualTo(batch.first());
  }

  @Test
  void aFullBufferThrottlesAndTakesNothing() throws Exception {
    int taken = 0;
    Admission last = new Admission.Admitted();
    while (last instanceof Admission.Admitted && taken < eventsMax()) {
      var done = new CompletableFuture<Boolean>();
      last = buffer.offer(events(taken, taken + 100), futureOf(done));
      if (last instanceof Admission.Admitted) {
        assertThat(done.get(10, TimeUnit.SECONDS)).isTrue();
        taken += 100;
      }
    }

    assertThat(last).isInstanceOf(Admission.Throttled.class);
    assertThat(buffer.state().depth()).isEqualTo(taken);
  }

  @Test
  void afterIntakeStopsNothingIsTakenAndTheRestCanBeDrained() throws Exception {
    acknowledged(events(0, 5));

    buffer.stopIntake();

    assertThat(buffer.pressure()).isPresent();
    assertThat(buffer.offer(events(5, 6), futureOf(new CompletableFuture<>())))
        .isInstanceOf(Admission.Throttled.class);
    assertThat(backlog().drained(0)).isFalse();
    var rest = backlog().next(0, 10, PATIENCE);
    assertThat(ids(rest.entries())).isEqualTo(ids(0, 5));
    assertThat(backlog().drained(rest.after())).isTrue();
  }

  protected Backlog backlog() {
    return buffer.lanes().getFirst().getLast();
  }

  protected void acknowledged(List<Event> events)
      throws InterruptedException, ExecutionException, TimeoutException {
    var done = new CompletableFuture<Boolean>();
    assertThat(buffer.offer(events, futureOf(done))).isInstanceOf(Admission.Admitted.class);
    assertThat(done.get(10, TimeUnit.SECONDS)).isTrue();
  }

  /// An acknowledgement that completes `done` with whether the arrivals are safe.
  protected static Acknowledgement futureOf(CompletableFuture<Boolean> done) {
    return new Acknowledgement() {
      @Override
      public void acknowledged() {
        done.complete(true);
      }

      @Override
      public void failed(String reason) {
        done.complete(false);
      }
    };
  }

  protected static List<Event> events(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> event("m-" + i)).toList();
  }

  private List<EventBatch.Entry> read(long position, int count) throws InterruptedException {
    var entries = new ArrayList<EventBatch.Entry>();
    long next = position;
    while (entries.size() < count) {
      var batch = backlog().next(next, count - entries.size(), PATIENCE);
      entries.addAll(batch.entries());
      next = batch.after();
    }
    return entries;
  }

  private static List<String> ids(List<EventBatch.Entry> entries) {
    return entries.stream().map(entry -> ((Event) entry.arrival()).messageId()).toList();
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "m-" + i).toList();
  }
}
