package dev.forktail.postgres.event;

import dev.forktail.engine.event.Batches;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Measures what storing costs: events per second, processor time of the server's backends, of the
/// server's other processes and of this process, per event. Run by hand against a server on this
/// machine:
///
/// `StoreSpeed URL USER PASSWORD LANES BATCH_EVENTS SECONDS [RATE_PER_LANE]`
public final class StoreSpeed {
  private static final int PAYLOAD_BYTES = 2_048;
  private static final int NAMES = 40;
  private static final PrintStream out = System.out;

  private final PostgresConfig config;
  private final int lanes;
  private final int batchEvents;
  private final int seconds;
  private final double rate;
  private final Source source;

  /// Makes the event number `index` of a batch.
  @FunctionalInterface
  public interface Source {
    Event event(Random random, int index);
  }

  public StoreSpeed(
      PostgresConfig config, int lanes, int batchEvents, int seconds, double rate, Source source) {
    this.source = source;
    this.config = config;
    this.lanes = lanes;
    this.batchEvents = batchEvents;
    this.seconds = seconds;
    this.rate = rate;
  }

  public static void main(String[] args) throws Exception {
    var config = PostgresConfig.standard(args[0], args[1], args[2]);
    new StoreSpeed(
            config,
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]),
            Integer.parseInt(args[5]),
            args.length > 6 ? Double.parseDouble(args[6]) : Double.POSITIVE_INFINITY,
            ofStrangers())
        .run();
  }

  /// What one lane did.
  private record LaneRun(long events, long cpuNanos, List<Long> batchNanos) {}

  public void run() throws Exception {
    try (var database = PostgresDatabase.open(config, Instant.now());
        var store = new PostgresEventStore(database, "speed");
        var executor = Executors.newFixedThreadPool(lanes)) {
      var slices = new PostgresSliceCatalog(database, SealConfig.standard());
      lanes(store, executor, 3);
      long backendsBefore = backendNanos(true);
      long othersBefore = backendNanos(false);
      long walBefore = wal();
      long begin = System.nanoTime();
      var runs = lanes(store, executor, seconds);
      double wall = (System.nanoTime() - begin) / 1e9;
      report(
          runs,
          wall,
          backendNanos(true) - backendsBefore,
          backendNanos(false) - othersBefore,
          wal() - walBefore);
      slices.seal(Instant.now());
    }
  }

  private void report(List<LaneRun> runs, double wall, long backends, long others, long wal) {
    long events = runs.stream().mapToLong(LaneRun::events).sum();
    long cpu = runs.stream().mapToLong(LaneRun::cpuNanos).sum();
    long[] batches =
        runs.stream()
            .flatMap(run -> run.batchNanos().stream())
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    out.printf(
        "lanes=%d batch=%d events/s=%.0f backend=%.2f others=%.2f jvm=%.2f us/event wal=%d B/event"
            + " ms/tx p50=%.1f p99=%.1f max=%.1f%n",
        lanes,
        batchEvents,
        events / wall,
        backends / 1e3 / events,
        others / 1e3 / events,
        cpu / 1e3 / events,
        wal / events,
        batches[batches.length / 2] / 1e6,
        batches[(int) (batches.length * 0.99)] / 1e6,
        batches[batches.length - 1] / 1e6);
  }

  private List<LaneRun> lanes(
      PostgresEventStore store, java.util.concurrent.ExecutorService executor, int forSeconds)
      throws InterruptedException, ExecutionException {
    var tasks = new ArrayList<Callable<LaneRun>>();
    for (int lane = 0; lane < lanes; lane++) {
      int index = lane;
      tasks.add(() -> lane(store, index, forSeconds));
    }
    var runs = new ArrayList<LaneRun>();
    for (var future : executor.invokeAll(tasks)) {
      runs.add(future.get());
    }
    return runs;
  }

  private LaneRun lane(PostgresEventStore store, int index, int forSeconds)
      throws InterruptedException {
    var random = new Random();
    var claim = store.claim(new UUID(random.nextLong(), random.nextLong()), index);
    var threads = ManagementFactory.getThreadMXBean();
    long position = 0;
    long cpuNanos = 0;
    var batchNanos = new ArrayList<Long>();
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < forSeconds * 1_000_000_000L) {
      var batch = Batches.batch(claim, position, events(random));
      long cpu = threads.getCurrentThreadCpuTime();
      long from = System.nanoTime();
      store.store(claim, batch);
      batchNanos.add(System.nanoTime() - from);
      cpuNanos += threads.getCurrentThreadCpuTime() - cpu;
      position = batch.after();
      long due = begin + (long) (position / rate * 1e9);
      long pause = (due - System.nanoTime()) / 1_000_000;
      if (pause > 0) {
        Thread.sleep(pause);
      }
    }
    store.forget(claim);
    return new LaneRun(position, cpuNanos, batchNanos);
  }

  private List<Event> events(Random random) {
    return IntStream.range(0, batchEvents).mapToObj(i -> source.event(random, i)).toList();
  }

  /// Events that count in no experiment.
  public static Source ofStrangers() {
    var payloads = payloads(new Random());
    return (random, _) ->
        event(
            random,
            "Event Number " + (int) (NAMES * random.nextDouble() * random.nextDouble()),
            "user-" + random.nextInt(1_000_000),
            payloads.get(random.nextInt(payloads.size())));
  }

  /// An event that has just happened.
  public static Event event(Random random, String name, String user, Payload payload) {
    var now = Instant.now();
    return new Event(
        new ProjectId(1),
        "shop",
        EventType.TRACK,
        new UUID(random.nextLong(), random.nextLong()).toString(),
        name,
        user,
        "3f9c2d1e-77aa-4b0e-9a51-0c4d7d1e8f01",
        null,
        now.minusMillis(random.nextInt(3_000)),
        false,
        now,
        payload);
  }

  private static List<Payload> payloads(Random random) {
    return IntStream.range(0, 256)
        .mapToObj(
            _ -> {
              var text = new StringBuilder("{\"type\":\"track\",\"properties\":{");
              while (text.length() < PAYLOAD_BYTES - 60) {
                text.append("\"key\":\"").append(Long.toHexString(random.nextLong())).append("\",");
              }
              return Payload.ofText(text.append("\"last\":1}}").toString());
            })
        .toList();
  }

  private long backendNanos(boolean ofLanes) throws SQLException, IOException {
    long nanos = 0;
    String which = "application_name LIKE 'forktail lane%'";
    for (long pid :
        longs(
            "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                + (ofLanes ? which : "NOT (" + which + ")"))) {
      var stat = Path.of("/proc/" + pid + "/schedstat");
      if (Files.exists(stat)) {
        nanos += Long.parseLong(Files.readString(stat).replaceFirst(" .*\\n?", ""));
      }
    }
    return nanos;
  }

  private long wal() throws SQLException {
    return longs("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint").getFirst();
  }

  private List<Long> longs(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(config.url(), config.user(), config.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<Long>();
      while (rows.next()) {
        values.add(rows.getLong(1));
      }
      return values;
    }
  }
}
