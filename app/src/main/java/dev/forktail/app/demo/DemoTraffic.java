package dev.forktail.app.demo;

import dev.forktail.app.realevents.GitHubEvents;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Plays a shop and a second source against a running server, over HTTP like any other client.
///
/// - **Failure.** None is ours: while the server is away or busy it waits, as Retry-After says, and
///   sends the same events again.
/// - **Threads.** One per source, until [#close].
public final class DemoTraffic implements AutoCloseable {
  private static final double GITHUB_SHARE = 0.3;
  private static final int BATCH_MAX = 100;
  private static final int BATCH_BYTES_MAX = 400_000;
  private static final int EVENT_BYTES_MAX = 30_000;
  private static final Duration LINGER = Duration.ofMillis(250);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final List<Thread> threads = new ArrayList<>();

  private DemoTraffic(InstantSource clock) {
    this.clock = clock;
  }

  /// Begins to play; nothing when the rate is 0.
  public static DemoTraffic start(DemoConfig config, InstantSource clock) {
    var traffic = new DemoTraffic(clock);
    if (config.eventsPerSecond() > 0) {
      traffic.play(config, clock.instant());
    }
    return traffic;
  }

  /// Stops at once; what was under way may or may not have arrived.
  @Override
  public void close() {
    stopped.countDown();
    http.shutdownNow();
    try {
      for (Thread thread : threads) {
        if (!thread.join(STOP_MAX)) {
          thread.interrupt();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void play(DemoConfig config, Instant now) {
    var random = new SplittableRandom(config.seed() * 1_000_003 + now.toEpochMilli());
    var gitHub =
        GitHubEvents.all().stream().filter(event -> event.json().length < EVENT_BYTES_MAX).toList();
    double gitHubRate = config.eventsPerSecond() * GITHUB_SHARE;
    var arms = new ComputedArms();
    threads.add(
        Thread.ofVirtual()
            .name("demo experiment")
            .start(new ExperimentClient(http, config, arms, stopped)));
    double shopRate = config.eventsPerSecond() - gitHubRate;
    run(
        "demo shop",
        new Shop(shopRate, now, config.seed(), arms),
        client(config, config.shopKey(), random.split()));
    run(
        "demo github",
        new GitHubReplay(gitHub, gitHubRate, now, random.split()),
        client(config, config.gitHubKey(), random.split()));
  }

  private BatchClient client(DemoConfig config, String key, SplittableRandom random) {
    return new BatchClient(http, config.url(), key, clock, random, stopped);
  }

  private void run(String name, EventSource source, BatchClient client) {
    threads.add(Thread.ofVirtual().name(name).start(() -> send(source, client)));
  }

  private void send(EventSource source, BatchClient client) {
    try {
      while (!stopped.await(LINGER.toNanos(), TimeUnit.NANOSECONDS)) {
        for (var batch : batches(source.until(clock.instant(), BATCH_MAX * 10))) {
          client.send(batch);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// `events` cut where a batch would have too many or be too large.
  private static List<List<byte[]>> batches(List<byte[]> events) {
    var batches = new ArrayList<List<byte[]>>();
    long bytes = 0;
    for (byte[] event : events) {
      boolean full =
          batches.isEmpty()
              || batches.getLast().size() == BATCH_MAX
              || bytes + event.length > BATCH_BYTES_MAX;
      if (full) {
        batches.add(new ArrayList<>());
        bytes = 0;
      }
      batches.getLast().add(event);
      bytes += event.length;
    }
    return batches;
  }
}
