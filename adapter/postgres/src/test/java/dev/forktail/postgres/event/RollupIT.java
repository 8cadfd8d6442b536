package dev.forktail.postgres.event;

import static dev.forktail.engine.event.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.query.EventQueries.NameCount;
import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.engine.rollup.Rollups;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.audit.PostgresStoreAudit;
import dev.forktail.postgres.query.PostgresEventQueries;
import dev.forktail.postgres.query.PostgresRollups;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rules 7 and 8: what is counted where.
@ExtendWith(DatabaseExtension.class)
final class RollupIT {
  private static final Instant NOON = Events.NOON;
  private static final Instant LONG_AGO = Instant.parse("2026-11-20T23:59:59.999Z");

  private final TestDatabase database;
  private final PostgresEventStore store;
  private final PostgresEventQueries queries;
  private final Rollups rollups;
  private final Claim claim;

  RollupIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.queries = new PostgresEventQueries(database.database());
    this.rollups = new PostgresRollups(database.database());
    this.claim = store.claim(UUID.randomUUID(), 0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void rule7ALateEventUpdatesTheMinuteHourAndDayInWhichItOccurred() {
    store.store(claim, batch(claim, 0, List.of(event("a", LONG_AGO), event("b", NOON))));
    store.store(claim, batch(claim, 2, List.of(event("c", LONG_AGO))));

    assertThat(counts(ChronoUnit.MINUTES))
        .containsExactly(count("2026-11-20T23:59:00Z", 2), count("2026-11-22T12:00:00Z", 1));
    assertThat(counts(ChronoUnit.HOURS))
        .containsExactly(count("2026-11-20T23:00:00Z", 2), count("2026-11-22T12:00:00Z", 1));
    assertThat(counts(ChronoUnit.DAYS))
        .containsExactly(count("2026-11-20T00:00:00Z", 2), count("2026-11-22T00:00:00Z", 1));
  }

  @Test
  void rule8TheCountsOfAllLanesAreAddedUp() {
    var other = store.claim(UUID.randomUUID(), 1);
    store.store(claim, batch(claim, 0, List.of(event("a", NOON))));
    store.store(other, batch(other, 0, List.of(event("b", NOON))));

    assertThat(database.number("SELECT count(*) FROM rollup_minute")).isEqualTo(2);
    assertThat(counts(ChronoUnit.MINUTES)).containsExactly(count("2026-11-22T12:00:00Z", 2));
  }

  @Test
  void rule8DuplicatesAreNotCounted() {
    store.store(claim, batch(claim, 0, List.of(event("a", NOON), event("a", NOON))));
    store.store(claim, batch(claim, 2, List.of(event("a", NOON), event("b", NOON))));

    assertThat(counts(ChronoUnit.DAYS)).containsExactly(count("2026-11-22T00:00:00Z", 2));
  }

  @Test
  void rule8NamesBeyondTenThousandCountAsOther() {
    int position = 0;
    for (int part = 0; part < 5; part++) {
      int from = part * 2_010;
      var names = IntStream.range(from, from + 2_010).mapToObj(RollupIT::named).toList();
      store.store(claim, batch(claim, position, names));
      position += names.size();
    }
    try (var restarted = new PostgresEventStore(database.database(), "node-2")) {
      var other = restarted.claim(UUID.randomUUID(), 0);
      restarted.store(other, batch(other, 0, List.of(again(1), again(10_049), again(20_000))));
      restarted.store(other, batch(other, 3, List.of(again(2), again(30_000))));
    }

    assertThat(database.number("SELECT count(*) FROM rollup_name")).isEqualTo(10_000);
    assertThat(queries.topNames(Events.PROJECT, NOON, NOON.plusSeconds(60), 1))
        .containsExactly(new NameCount("(other)", 53));
    assertThat(new PostgresStoreAudit(database.database()).recount(_ -> {})).isEmpty();
  }

  private static Event named(int number) {
    return Events.event("m-" + number, "name-%05d".formatted(number), NOON);
  }

  private static Event again(int number) {
    return Events.event("again-" + number, "name-%05d".formatted(number), NOON);
  }

  private static Event event(String messageId, Instant occurred) {
    return Events.event(messageId, "Product Viewed", occurred);
  }

  private List<Count> counts(ChronoUnit unit) {
    return rollups
        .counts(
            new CountQuery(
                Events.PROJECT,
                LONG_AGO.truncatedTo(ChronoUnit.DAYS),
                NOON.plusSeconds(86_400),
                unit,
                null))
        .counts();
  }

  private static Count count(String bucket, long events) {
    return new Count(Instant.parse(bucket), "Product Viewed", "shop", events);
  }
}
