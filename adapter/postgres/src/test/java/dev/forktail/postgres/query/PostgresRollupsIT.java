package dev.forktail.postgres.query;

import static dev.forktail.engine.event.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.engine.rollup.Rollups;
import dev.forktail.engine.rollup.Rollups.Kept;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.audit.PostgresStoreAudit;
import dev.forktail.postgres.event.PostgresEventStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresRollupsIT {
  private static final Instant NOON = Events.NOON;
  private static final Instant ELEVEN = NOON.minusSeconds(3_600);

  private final TestDatabase database;
  private final PostgresEventStore store;
  private final Rollups rollups;
  private final Claim claim;

  PostgresRollupsIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.rollups = new PostgresRollups(database.database());
    this.claim = store.claim(UUID.randomUUID(), 0);
  }

  @BeforeEach
  void addProject() {
    database.execute("INSERT INTO project (name) VALUES ('shop')");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void countsAreForOneProjectOneNameAndTheTimeAskedFor() {
    store(
        0,
        Events.event("a", "Bought", NOON),
        Events.event("b", "Viewed", NOON),
        Events.event("c", "Bought", NOON.plusSeconds(60)),
        Events.event("d", "Bought", ELEVEN));

    var query =
        new CountQuery(Events.PROJECT, NOON, NOON.plusSeconds(60), ChronoUnit.MINUTES, "Bought");

    assertThat(rollups.counts(query).counts())
        .containsExactly(new Count(NOON, "Bought", "shop", 1));
    assertThat(
            rollups.counts(new CountQuery(new ProjectId(9), ELEVEN, NOON, ChronoUnit.HOURS, null)))
        .isEqualTo(new Kept(Instant.EPOCH, List.of()));
  }

  @Test
  void countersAreKeptOnlyFromAMomentOn() {
    store(0, Events.event("a", "Bought", ELEVEN), Events.event("b", "Bought", NOON));

    rollups.keepFrom(ChronoUnit.HOURS, NOON);

    assertThat(counts(ChronoUnit.HOURS))
        .isEqualTo(new Kept(NOON, List.of(new Count(NOON, "Bought", "shop", 1))));
    assertThat(counts(ChronoUnit.MINUTES).counts()).hasSize(2);
    assertThat(database.number("SELECT count(*) FROM rollup_hour")).isOne();
  }

  @Test
  void whatLateEventsCountBeforeThatMomentIsLeftOutAndDeletedTheNextTime() {
    rollups.keepFrom(ChronoUnit.HOURS, NOON);
    store(0, Events.event("a", "Bought", ELEVEN), Events.event("b", "Bought", NOON));

    assertThat(counts(ChronoUnit.HOURS).counts())
        .containsExactly(new Count(NOON, "Bought", "shop", 1));
    assertThat(database.number("SELECT count(*) FROM rollup_hour")).isEqualTo(2);
    assertThat(new PostgresStoreAudit(database.database()).recount(_ -> {})).isEmpty();

    rollups.keepFrom(ChronoUnit.HOURS, ELEVEN);

    assertThat(counts(ChronoUnit.HOURS).since()).as("what was given up stays so").isEqualTo(NOON);
    assertThat(database.number("SELECT count(*) FROM rollup_hour")).isOne();
    assertThat(new PostgresStoreAudit(database.database()).recount(_ -> {})).isEmpty();
  }

  @Test
  void anyNumberOfCountersGoes() {
    store(
        0,
        IntStream.range(0, 6_000)
            .mapToObj(i -> Events.event("m-" + i, "name-" + i, ELEVEN))
            .toArray(Event[]::new));

    rollups.keepFrom(ChronoUnit.MINUTES, NOON);

    assertThat(database.number("SELECT count(*) FROM rollup_minute")).isZero();
    assertThat(database.number("SELECT count(*) FROM rollup_hour")).isEqualTo(6_000);
  }

  @Test
  void namesAreToldOnlyWhenThereIsNoRoomForMore() {
    store(0, Events.event("a", "Bought", NOON));
    assertThat(rollups.names(Events.PROJECT)).isEmpty();

    store(
        1,
        IntStream.rangeClosed(1, Rollups.NAMES_MAX)
            .mapToObj(i -> Events.event("m-" + i, "name-%05d".formatted(i), NOON))
            .toArray(Event[]::new));

    assertThat(rollups.names(Events.PROJECT))
        .hasValueSatisfying(
            names ->
                assertThat(names)
                    .hasSize(Rollups.NAMES_MAX)
                    .contains("Bought", "name-00001")
                    .doesNotContain("name-10000"));
  }

  private void store(long first, Event... events) {
    store.store(claim, batch(claim, first, List.of(events)));
  }

  private Kept counts(ChronoUnit unit) {
    return rollups.counts(
        new CountQuery(Events.PROJECT, ELEVEN, NOON.plusSeconds(3_600), unit, null));
  }
}
