package dev.forktail.duckdb.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.duckdb.lake.DuckDbSliceWriter;
import dev.forktail.duckdb.lake.FileNames;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.query.DuckDbSqlEngine;
import dev.forktail.duckdb.query.DuckDbSqlGuard;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.query.memory.InMemorySqlViews;
import dev.forktail.engine.result.live.Observation;
import dev.forktail.engine.result.live.Observations;
import dev.forktail.engine.result.recount.AnyEvents;
import dev.forktail.engine.result.recount.AnyEvents.Stored;
import dev.forktail.engine.result.recount.RawEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RawEventsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path work;
  private static ChildPool pool;

  @TempDir private Path lake;

  @BeforeAll
  static void open() throws IOException {
    pool =
        ChildPool.open(
            new ChildConfig(
                work.resolve("duckdb"), 128L << 20, 1, 1L << 30, 1, 1, LIMIT, 256L << 20, 5));
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  /// What is found in stored events, wherever they are, is what was found when they came.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void storedEventsSayWhatTheySaidWhenTheyCame(int seed) {
    var random = new Random(seed);
    var events = new ArrayList<>(new AnyEvents(random).some(600));
    strange().stream().map(text -> with(events.getFirst(), text)).forEach(events::add);
    int half = events.size() / 2;
    var snapshot =
        new StoredSnapshot(written(events.subList(0, half)), events.subList(half, events.size()));
    var read = new ArrayList<Observation>();

    long count =
        raw(snapshot).read(AnyEvents.plan(), AnyEvents.PROJECT, snapshot, read::add, (_, _) -> {});

    assertThat(read).containsExactlyInAnyOrderElementsOf(observed(events)).isNotEmpty();
    assertThat(count).isLessThan(events.size());
  }

  /// Payloads that two readers of JSON might see differently.
  private static List<String> strange() {
    return List.of(
        "{\"properties\":{\"revenue\":1,\"revenue\":2}}",
        "{\"properties\":{\"cart.value\":25}}",
        "{\"properties.revenue\":3}",
        "{\"properties\":{\"cart\":[{\"value\":30}],\"revenue\":1.10}}",
        "{\"properties\":{\"revenue\":12345678901234567890}}",
        "{\"properties\":{\"revenue\":0.1e-3,\"cart\":{\"value\":2.0E1}}}",
        "{\"properties\":{\"revenue\":5,\"text\":\"\\ud800\"}}",
        "{\"properties\":{\"revenue\":-0.0,\"plan\":true}}",
        "{\"properties\":[],\"context\":null}",
        "{\"properties\":{\"revenue\":5.00004999999999988}}");
  }

  private static Stored with(Stored stored, String payload) {
    var like = stored.event();
    return new Stored(
        new Event(
            like.project(),
            like.source(),
            like.type(),
            like.messageId(),
            "Order Completed",
            "u1",
            null,
            null,
            like.occurred().plusSeconds(10_000),
            false,
            like.received(),
            Payload.ofText(payload)),
        stored.slice());
  }

  private List<LakeFile> written(List<Stored> events) {
    var at = StoredSnapshot.NOW;
    return new DuckDbSliceWriter(pool, LakeRoot.of(lake), new FileNames(new Random()), LIMIT)
        .write(
            new SealedSlice(1, events.size(), at.minusSeconds(60), at),
            LakeSchema.plain(),
            StoredRows.of(events, EventColumns.ALL));
  }

  private static RawEvents raw(StoredSnapshot snapshot) {
    var queries =
        new SqlQueries(
            new DuckDbSqlGuard(pool),
            snapshot,
            (_, _) -> {
              throw new IllegalStateException("Nothing is in the lake");
            },
            new DuckDbSqlEngine(pool),
            LakeSchema::plain,
            new InMemorySqlViews(),
            System::nanoTime,
            1);
    return new RawEvents(queries, LIMIT);
  }

  private static List<Observation> observed(List<Stored> events) {
    var observations = new Observations(AnyEvents.plan());
    events.forEach(stored -> observations.read(stored.event(), stored.slice()));
    return observations.found().stream().filter(RawEventsIT::canCount).toList();
  }

  /// What occurred before all runs is not looked for.
  private static boolean canCount(Observation observation) {
    var started = AnyEvents.plan().runs().getFirst().run().started();
    return !(observation instanceof Observation.Counted counted)
        || counted.fact().occurredMicros() >= ChronoUnit.MICROS.between(Instant.EPOCH, started);
  }
}
