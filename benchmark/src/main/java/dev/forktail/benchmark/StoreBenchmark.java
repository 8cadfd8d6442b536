package dev.forktail.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventStore.Stored;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.VisitorContext;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.embedded.EmbeddedPostgres;
import dev.forktail.postgres.embedded.EmbeddedPostgresConfig;
import dev.forktail.postgres.event.PostgresEventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One lane that stores batches of 2,000 events of 2 KB in a PostgreSQL of its own, one after the
/// other, each with its COMMIT. The disk is the folder of the system property `java.io.tmpdir`.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 150)
@Measurement(iterations = 60)
public class StoreBenchmark {
  private static final int BATCH = 2_000;
  private static final Instant RECEIVED = Instant.parse("2026-11-22T12:00:00Z");
  private static final Set<ContextField> COUNTED =
      Set.of(ContextField.BROWSER, ContextField.COUNTRY, ContextField.CHANNEL);
  private static final String[] BROWSERS = {"Chrome", "Safari", "Firefox", "Edge", "Opera"};
  private static final String[] CHANNELS = {"direct", "search", "email", "paid", "internal"};

  /// Events of a server; of browsers; of browsers of which nothing is known that is counted.
  @Param({"server", "browser", "uncounted"})
  public String kind = "server";

  private final Payload[] payloads = new Payload[BATCH];
  private Path folder = Path.of("");
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable PostgresDatabase database;
  private @Nullable PostgresEventStore store;
  private @Nullable Claim claim;
  private @Nullable EventBatch next;
  private long sequence;

  @Setup(Level.Trial)
  public void open() throws IOException {
    folder = Files.createTempDirectory("store-benchmark");
    var server =
        EmbeddedPostgres.start(
            new EmbeddedPostgresConfig(
                folder.resolve("data"), folder.resolve("binaries"), 0, Map.of()));
    postgres = server;
    server.createDatabase("benchmark");
    var config =
        new PostgresConfig(
            server.jdbcUrl("benchmark"),
            server.user(),
            server.password(),
            4,
            Duration.ofSeconds(20));
    var opened = PostgresDatabase.open(config, RECEIVED);
    database = opened;
    var events = new PostgresEventStore(opened, "benchmark");
    store = events;
    claim = events.claim(UUID.randomUUID(), 0);
    for (int i = 0; i < BATCH; i++) {
      payloads[i] = Payload.ofText(new String(RealEvents.json(i), UTF_8));
    }
  }

  @Setup(Level.Invocation)
  public void fill() {
    var owner = Objects.requireNonNull(claim);
    var entries = new ArrayList<EventBatch.Entry>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      entries.add(new EventBatch.Entry(sequence + i, event(i)));
    }
    next = new EventBatch(owner.journal(), sequence, sequence + BATCH, entries, 0);
    sequence += BATCH;
  }

  private Event event(int i) {
    return new Event(
        new ProjectId(1),
        "shop",
        EventType.TRACK,
        "m-" + (sequence + i),
        "name-" + i % 30,
        "user-" + i % 997,
        null,
        null,
        RECEIVED.plusMillis(sequence / 12),
        false,
        RECEIVED,
        payloads[i],
        context(i));
  }

  private VisitorContext context(int i) {
    if (kind.equals("server")) {
      return VisitorContext.NONE;
    }
    var known = RealEvents.context(i);
    var draft = new VisitorContext.Draft();
    for (var field : ContextField.ALL) {
      if (!COUNTED.contains(field)) {
        draft.put(field, known.value(field));
      }
    }
    if (kind.equals("browser")) {
      draft
          .put(ContextField.BROWSER, BROWSERS[i % BROWSERS.length])
          .put(ContextField.COUNTRY, String.format("%c%c", 'A' + i % 10, 'A' + i % 7))
          .put(ContextField.CHANNEL, CHANNELS[i % CHANNELS.length]);
    }
    return draft.done();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Stored store() {
    return Objects.requireNonNull(store)
        .store(Objects.requireNonNull(claim), Objects.requireNonNull(next));
  }

  @TearDown(Level.Trial)
  public void close() {
    Objects.requireNonNull(store).close();
    Objects.requireNonNull(database).close();
    Objects.requireNonNull(postgres).close();
  }
}
