package dev.forktail.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.load.ScriptedServer.Reply;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.engine.rollup.Rollups;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MarkerProbeTest {
  private static final Duration STORED_AFTER = Duration.ofMillis(500);
  private static final Pattern EVENT =
      Pattern.compile(
          "\"event\":\"([^\"]+)\".*\"messageId\":\"([^\"]+)\".*\"timestamp\":\"(.{16})");
  private final LateRollups rollups = new LateRollups();

  @Test
  void visibilityIsMeasuredFromTheAcknowledgementToTheCounter() throws Exception {
    try (var server = ScriptedServer.start(this::take)) {
      var micros = probe(server, 700);

      assertThat(micros.getTotalCount()).isBetween(8L, 24L);
      assertThat(micros.getMaxValue()).isBetween(250_000L, 3_000_000L);
      assertThat(micros.getMinValue()).isLessThan(1_000_000);
    }
  }

  @Test
  void aMarkerThatWasNotAcknowledgedIsSentAgainWithTheSameId() throws Exception {
    var count = new AtomicInteger();
    try (var server =
        ScriptedServer.start(
            request -> count.getAndIncrement() < 8 ? Reply.status(503) : take(request))) {
      probe(server, 700);

      var ids = server.requests().stream().map(request -> idIn(request.body())).toList();
      assertThat(ids.subList(8, 16)).containsExactlyInAnyOrderElementsOf(ids.subList(0, 8));
    }
  }

  @Test
  void whatIsNeverCountedCountsAsLongAsItWasWaitedFor() throws Exception {
    try (var server = ScriptedServer.start(_ -> Reply.ok())) {
      var micros = probe(server, 300);

      assertThat(micros.getTotalCount()).isEqualTo(8);
      assertThat(micros.getMinValue()).isGreaterThan(300_000);
    }
  }

  @Test
  void aStoreThatIsAwayIsAskedAgain() throws Exception {
    rollups.failures.set(3);
    try (var server = ScriptedServer.start(this::take)) {
      assertThat(probe(server, 700).getTotalCount()).isPositive();
    }
  }

  private Histogram probe(ScriptedServer server, long millis) throws InterruptedException {
    var clocks = new Clocks(InstantSource.system(), System::nanoTime);
    var probe =
        new MarkerProbe(
            HttpClient.newHttpClient(),
            server.url(),
            "demo",
            TestRun.RUN,
            rollups,
            new ProjectId(1),
            clocks);
    probe.start();
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return probe.finish(Duration.ofSeconds(1));
  }

  private Reply take(ScriptedServer.Request request) {
    rollups.store(request.body());
    return Reply.ok();
  }

  private static String idIn(String body) {
    var matcher = EVENT.matcher(body);
    assertThat(matcher.find()).isTrue();
    return matcher.group(2);
  }

  /// Counters that show an event some time after it came.
  private static final class LateRollups implements Rollups {
    private final AtomicInteger failures = new AtomicInteger();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final List<Stored> events = new ArrayList<>();

    private record Stored(String name, Instant minute, long visibleNanos) {}

    synchronized void store(String body) {
      var matcher = EVENT.matcher(body);
      if (matcher.find() && ids.add(matcher.group(2))) {
        long visible = System.nanoTime() + STORED_AFTER.toNanos();
        var minute = Instant.parse(matcher.group(3) + ":00Z").truncatedTo(ChronoUnit.MINUTES);
        events.add(new Stored(matcher.group(1), minute, visible));
      }
    }

    @Override
    public synchronized Kept counts(CountQuery query) {
      if (failures.getAndDecrement() > 0) {
        throw new StoreException.Unavailable("away", new IOException());
      }
      var counts =
          events.stream()
              .filter(event -> event.visibleNanos <= System.nanoTime())
              .filter(event -> !event.minute.isBefore(query.from()))
              .map(event -> new Count(event.minute, event.name, "test", 1))
              .toList();
      return new Kept(Instant.EPOCH, counts);
    }

    @Override
    public Optional<Set<String>> names(ProjectId project) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void keepFrom(ChronoUnit unit, Instant since) {
      throw new UnsupportedOperationException();
    }
  }
}
