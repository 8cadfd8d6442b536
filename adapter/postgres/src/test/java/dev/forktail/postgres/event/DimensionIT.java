package dev.forktail.postgres.event;

import static dev.forktail.engine.event.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.audit.StoreAudit.Difference;
import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.VisitorContext;
import dev.forktail.engine.rollup.Dimension;
import dev.forktail.engine.rollup.DimensionCount;
import dev.forktail.engine.rollup.DimensionQuery;
import dev.forktail.engine.rollup.DimensionRollups;
import dev.forktail.engine.rollup.DimensionRollups.Kept;
import dev.forktail.engine.rollup.Rollups;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.audit.PostgresStoreAudit;
import dev.forktail.postgres.query.PostgresDimensionRollups;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rule 8 for counters by browser, country and channel.
@ExtendWith(DatabaseExtension.class)
final class DimensionIT {
  private static final Instant NOON = Events.NOON;
  private static final Instant ELEVEN = NOON.minusSeconds(3_600);

  private final TestDatabase database;
  private final PostgresEventStore store;
  private final DimensionRollups rollups;
  private final Claim claim;

  DimensionIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.rollups = new PostgresDimensionRollups(database.database());
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
  void eventsAreCountedByEachValueThatIsKnownOnce() {
    var other = store.claim(UUID.randomUUID(), 1);
    store.store(
        claim,
        batch(
            claim,
            0,
            List.of(
                event("a", NOON, "Chrome", "DE"),
                event("a", NOON, "Chrome", "DE"),
                event("b", NOON.plusSeconds(61), "Chrome", null),
                event("c", ELEVEN, "Safari", "FR"),
                Events.event("d", "Of a server", NOON))));
    store.store(other, batch(other, 0, List.of(event("e", NOON, "Chrome", null))));

    assertThat(counts(ChronoUnit.MINUTES, Dimension.BROWSER).counts())
        .containsExactly(
            new DimensionCount(ELEVEN, "Safari", 1),
            new DimensionCount(NOON, "Chrome", 2),
            new DimensionCount(NOON.plusSeconds(60), "Chrome", 1));
    assertThat(counts(ChronoUnit.HOURS, Dimension.BROWSER).counts())
        .containsExactly(
            new DimensionCount(ELEVEN, "Safari", 1), new DimensionCount(NOON, "Chrome", 3));
    assertThat(counts(ChronoUnit.DAYS, Dimension.COUNTRY).counts())
        .extracting(DimensionCount::value)
        .containsExactly("DE", "FR");
    assertThat(counts(ChronoUnit.DAYS, Dimension.CHANNEL).counts()).isEmpty();
    assertThat(recount()).isEmpty();
  }

  @Test
  void withoutAnythingKnownOfVisitorsNothingIsWritten() {
    store.store(claim, batch(claim, 0, List.of(Events.event("a"), Events.event("b"))));

    assertThat(database.number("SELECT count(*) FROM rollup_dimension_minute")).isZero();
  }

  @Test
  void valuesBeyondAThousandCountAsOther() {
    var events =
        IntStream.range(0, 1_010)
            .mapToObj(i -> event("m-" + i, NOON, "browser-%04d".formatted(i), "DE"))
            .toList();
    store.store(claim, batch(claim, 0, events));
    try (var restarted = new PostgresEventStore(database.database(), "node-2")) {
      var lane = restarted.claim(UUID.randomUUID(), 0);
      restarted.store(
          lane,
          batch(
              lane,
              0,
              List.of(event("x", NOON, "browser-0001", "FR"), event("y", NOON, "new", "DE"))));
    }

    var counts = counts(ChronoUnit.DAYS, Dimension.BROWSER).counts();
    assertThat(counts).hasSize(1_001);
    assertThat(counts.getFirst().value()).isEqualTo(Rollups.OTHER);
    assertThat(counts.getFirst().events()).isEqualTo(11);
    assertThat(counts.get(2).events()).isEqualTo(2);
    var project = Events.PROJECT;
    assertThat(rollups.values(project, Dimension.BROWSER).orElseThrow()).hasSize(1_000);
    assertThat(rollups.values(project, Dimension.COUNTRY)).isEmpty();
    assertThat(recount()).isEmpty();
  }

  @Test
  void aCounterThatIsChangedByHandIsFound() {
    store.store(claim, batch(claim, 0, List.of(event("a", NOON, "Chrome", "DE"))));
    for (var unit : List.of("minute", "hour", "day")) {
      var table = "rollup_dimension_" + unit;
      database.execute("UPDATE " + table + " SET events = events + 1 WHERE value = 'DE'");

      assertThat(recount())
          .singleElement()
          .satisfies(wrong -> assertThat(wrong.what()).startsWith(table).contains("value=DE"));

      database.execute("UPDATE " + table + " SET events = 1");
    }
  }

  @Test
  void countersAreKeptOnlyFromAMomentOn() {
    store.store(
        claim,
        batch(
            claim,
            0,
            List.of(event("a", ELEVEN, "Chrome", "DE"), event("b", NOON, "Chrome", "DE"))));

    rollups.keepFrom(ChronoUnit.HOURS, NOON);

    assertThat(counts(ChronoUnit.HOURS, Dimension.BROWSER))
        .isEqualTo(new Kept(NOON, List.of(new DimensionCount(NOON, "Chrome", 1))));
    assertThat(database.number("SELECT count(*) FROM rollup_dimension_hour")).isEqualTo(2);
    assertThat(recount()).isEmpty();
  }

  private List<Difference> recount() {
    return new PostgresStoreAudit(database.database()).recount(_ -> {});
  }

  private Kept counts(ChronoUnit unit, Dimension dimension) {
    var from = ELEVEN.truncatedTo(ChronoUnit.DAYS);
    return rollups.counts(
        new DimensionQuery(Events.PROJECT, from, NOON.plusSeconds(86_400), unit, dimension));
  }

  private static Event event(
      String messageId, Instant occurred, String browser, @Nullable String country) {
    var plain = Events.event(messageId, "Page Viewed", occurred);
    return new Event(
        plain.project(),
        plain.source(),
        plain.type(),
        messageId,
        plain.name(),
        plain.userId(),
        null,
        null,
        occurred,
        false,
        plain.received(),
        plain.payload(),
        new VisitorContext.Draft()
            .put(ContextField.BROWSER, browser)
            .put(ContextField.COUNTRY, country)
            .done());
  }
}
