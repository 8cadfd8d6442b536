package dev.forktail.app.load;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.engine.rollup.Rollups;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Measures how long it takes from an acknowledgement until the event is counted in the rollups, by
/// marker events sent beside the load.
///
/// There are eight markers, each an event name of its own. A marker is sent, acknowledged, and
/// watched until the counter of its name and minute has grown; then the next one is sent. So each
/// measurement is of one event, whatever order the lanes store in. The counters are read by one
/// query every 50 ms, which is the resolution: a figure is too high by 25 ms on average, never too
/// low. One that is never seen counts with the time it was waited for. Two runs against one project
/// at the same time disturb each other.
final class MarkerProbe {
  private static final int MARKERS = 8;
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long MICROS_MAX = TimeUnit.HOURS.toMicros(2);

  private final HttpClient http;
  private final HttpRequest.Builder template;
  private final Rollups rollups;
  private final ProjectId project;
  private final Clocks clocks;
  private final List<Marker> markers;
  private final Histogram micros = new Histogram(MICROS_MAX, 3);
  private final CountDownLatch finishing = new CountDownLatch(1);
  private final Thread thread;

  MarkerProbe(
      HttpClient http,
      URI url,
      String key,
      RunId run,
      Rollups rollups,
      ProjectId project,
      Clocks clocks) {
    this.http = http;
    this.template =
        HttpRequest.newBuilder(url.resolve("/v1/track"))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json");
    this.rollups = rollups;
    this.project = project;
    this.clocks = clocks;
    this.markers =
        IntStream.rangeClosed(1, MARKERS).mapToObj(index -> new Marker(index, run)).toList();
    this.thread = Thread.ofVirtual().name("markers").unstarted(this::watch);
  }

  void start() {
    thread.start();
  }

  /// Sends no more markers and waits up to `patience` for those on their way; from acknowledged to
  /// counted, in microseconds.
  Histogram finish(Duration patience) throws InterruptedException {
    finishing.countDown();
    if (!thread.join(patience)) {
      thread.interrupt();
      thread.join();
    }
    return micros;
  }

  /// Gives up at once.
  void stop() {
    thread.interrupt();
  }

  private void watch() {
    try {
      while (!(finishing.getCount() == 0 && allArrived())) {
        look().ifPresent(this::note);
        pause();
      }
    } catch (InterruptedException _) {
      // Patience is over: what is still on its way counts with the time it was waited for.
      markers.forEach(this::record);
    }
  }

  private boolean allArrived() {
    return markers.stream().noneMatch(Marker::onItsWay);
  }

  /// Empty while the store is away.
  private Optional<MarkerCounts> look() {
    var now = clocks.wall().instant();
    var oldest = markers.stream().map(marker -> marker.minute(now)).min(Instant::compareTo);
    var query =
        new CountQuery(
            project,
            oldest.orElseThrow(),
            now.plus(1, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES),
            ChronoUnit.MINUTES,
            null);
    try {
      return Optional.of(new MarkerCounts(rollups.counts(query).counts()));
    } catch (StoreException _) {
      // Being away is one of the things a run is made to see.
      return Optional.empty();
    }
  }

  private void note(MarkerCounts counts) {
    for (Marker marker : markers) {
      if (marker.visibleIn(counts)) {
        record(marker);
        marker.arrived();
      }
      marker.sendAgainIfFailed(http, clocks.nanos());
      if (!marker.onItsWay() && finishing.getCount() > 0) {
        var now = clocks.wall().instant();
        marker.send(http, template, now, counts.of(marker.counterAt(now)), clocks.nanos());
      }
    }
  }

  private void record(Marker marker) {
    long now = clocks.nanos().getAsLong();
    marker
        .findAckedNanos()
        .ifPresent(acked -> micros.recordValue(Math.clamp((now - acked) / 1_000, 0, MICROS_MAX)));
  }

  private void pause() throws InterruptedException {
    if (finishing.getCount() > 0) {
      var _ = finishing.await(INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
      return;
    }
    var never = new CountDownLatch(1);
    var _ = never.await(INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
  }
}
