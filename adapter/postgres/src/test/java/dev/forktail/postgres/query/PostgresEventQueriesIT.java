package dev.forktail.postgres.query;

import static dev.forktail.engine.event.Batches.batch;
import static dev.forktail.engine.event.Batches.batchOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.query.EventQueries.NameCount;
import dev.forktail.engine.query.EventQueries.NewestEvent;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.event.PostgresEventStore;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresEventQueriesIT {
  private static final Instant NOON = Events.NOON;

  private final PostgresEventStore store;
  private final PostgresEventQueries queries;
  private final PostgresSliceCatalog slices;
  private final Claim claim;

  PostgresEventQueriesIT(TestDatabase database) {
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.queries = new PostgresEventQueries(database.database());
    this.slices = new PostgresSliceCatalog(database.database(), SealConfig.standard());
    this.claim = store.claim(UUID.randomUUID(), 0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theNamesWithTheMostEventsComeFirst() {
    var events =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    Events.event(
                        "m-" + i, i % 3 == 0 ? "Bought" : "Viewed", NOON.plusSeconds(i * 3_600L)))
            .toList();
    store.store(claim, batch(claim, 0, events));

    assertThat(queries.total(Events.PROJECT, NOON, NOON.plusSeconds(60 * 3_600))).isEqualTo(60);
    assertThat(queries.topNames(Events.PROJECT, NOON, NOON.plusSeconds(60 * 3_600), 5))
        .containsExactly(new NameCount("Viewed", 40), new NameCount("Bought", 20));
    assertThat(
            queries.topNames(Events.PROJECT, NOON.plusSeconds(1_000), NOON.plusSeconds(7_200), 1))
        .containsExactly(new NameCount("Viewed", 1));
  }

  @Test
  void theNewestEventsComeFirstAcrossSlices() {
    store.store(claim, batch(claim, 0, List.of(received("a", 1), received("b", 2))));
    slices.seal(NOON.plusSeconds(60));
    store.store(claim, batch(claim, 2, List.of(received("c", 61))));

    assertThat(queries.newest(Events.PROJECT, 2)).containsExactly(newest("c", 61), newest("b", 2));
    assertThat(queries.newest(Events.PROJECT, 10)).hasSize(3);
    assertThat(queries.newest(new ProjectId(9), 10)).isEmpty();
  }

  @Test
  void theNewestEventsAreFoundAtTheEndOfALargeSlice() {
    for (int i = 0; i < 20; i++) {
      int first = i * 500;
      var events =
          IntStream.range(first, first + 500).mapToObj(n -> received("m-" + n, n)).toList();
      store.store(claim, batch(claim, first, events));
    }

    assertThat(queries.newest(Events.PROJECT, 3))
        .containsExactly(newest("m-9999", 9_999), newest("m-9998", 9_998), newest("m-9997", 9_997));
  }

  @Test
  void theNewestEventsAreFoundBehindManySlicesOfOthers() {
    store.store(claim, batch(claim, 0, List.of(received("a", 1))));
    slices.seal(NOON.plusSeconds(60));
    for (int minute = 1; minute < 20; minute++) {
      store.store(claim, batch(claim, minute, List.of(own(minute))));
      slices.seal(NOON.plusSeconds(60L * (minute + 1)));
    }

    assertThat(queries.newest(Events.PROJECT, 3)).containsExactly(newest("a", 1));
    assertThat(queries.newest(Events.PROJECT, 3)).containsExactly(newest("a", 1));
  }

  @Test
  void nothingIsFoundInAnEmptyStore() {
    assertThat(queries.newest(Events.PROJECT, 3)).isEmpty();
    assertThat(queries.accounts(Events.PROJECT)).isEmpty();
    assertThat(queries.topNames(Events.PROJECT, NOON, NOON, 3)).isEmpty();
    assertThat(queries.total(Events.PROJECT, NOON, NOON)).isZero();
  }

  @Test
  void everyColumnComesBackAsItWasStored() {
    store.store(claim, batchOf(claim, 0, "a"));

    assertThat(queries.newest(Events.PROJECT, 1))
        .containsExactly(new NewestEvent(NOON, NOON, "track", "Product Viewed", "user-1", "shop"));
  }

  private static NewestEvent newest(String name, long second) {
    return new NewestEvent(NOON.plusSeconds(second), NOON, "page", name, "anon", "app");
  }

  private static Event own(long minute) {
    return event(ProjectId.OWN, "own-" + minute, 60 * minute);
  }

  private static Event received(String name, long second) {
    return event(Events.PROJECT, name, second);
  }

  private static Event event(ProjectId project, String name, long second) {
    return new Event(
        project,
        "app",
        EventType.PAGE,
        name,
        name,
        null,
        "anon",
        null,
        NOON,
        false,
        NOON.plusSeconds(second),
        Payload.ofText("{}"));
  }
}
