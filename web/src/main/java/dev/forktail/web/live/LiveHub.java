package dev.forktail.web.live;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.live.LiveSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Keeps open live pages up to date: made once per beat and project, shown to all who look, and not
/// made at all while nobody does.
///
/// A new event after a quiet moment is shown at once; under load the page changes with the beat, so
/// that it can be read.
public final class LiveHub implements AutoCloseable {
  private static final Duration BEAT = Duration.ofMillis(500);
  private static final Duration EAGER_PAUSE = Duration.ofMillis(250);

  private final LiveSource source;
  private final LiveTemplates templates = new LiveTemplates();
  private final LongSupplier nanoClock;
  private final Executor executor;
  private final Semaphore places;

  /// Drops what comes after the end: a writer that nudges then must not fail.
  private final ScheduledExecutorService timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("live").daemon().factory(), new DiscardPolicy());

  private final Map<ProjectId, LiveChannel> channels = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /// @param executor where pages are made; its tasks block
  /// @param viewersMax how many may look at the same time
  public LiveHub(LiveSource source, LongSupplier nanoClock, Executor executor, int viewersMax) {
    this.source = source;
    this.nanoClock = nanoClock;
    this.executor = executor;
    this.places = new Semaphore(viewersMax);
  }

  public void start() {
    var _ =
        timer.scheduleAtFixedRate(
            this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Something new is stored. Cheap, and may be called for every batch, also after the end.
  public void nudge() {
    for (var channel : channels.values()) {
      if (channel.wantsNews(BEAT)) {
        long wait = EAGER_PAUSE.minus(channel.age()).toNanos();
        var _ =
            timer.schedule(
                () -> executor.execute(channel::refresh), Math.max(0, wait), TimeUnit.NANOSECONDS);
      }
    }
  }

  /// Ends all streams. To be called before the server closes, which waits for requests to end.
  @Override
  public void close() {
    closed = true;
    timer.close();
    channels.values().forEach(LiveChannel::end);
  }

  LiveSource source() {
    return source;
  }

  LiveTemplates templates() {
    return templates;
  }

  /// Takes a place for one who wants to look; false when there is none left.
  boolean takePlace() {
    return !closed && places.tryAcquire();
  }

  /// From now on `viewer`, who has taken a place, is shown the page of `project`.
  void join(ProjectId project, Viewer viewer) {
    var channel =
        channels.computeIfAbsent(project, id -> new LiveChannel(id, source, templates, nanoClock));
    channel.add(viewer);
    executor.execute(channel::refresh);
    if (closed) {
      viewer.end();
    }
  }

  /// `viewer` has gone, and its place is free.
  void leave(ProjectId project, Viewer viewer) {
    var channel = channels.get(project);
    if (channel != null && channel.remove(viewer)) {
      places.release();
    }
  }

  private void beat() {
    for (var channel : channels.values()) {
      if (channel.isWatched()) {
        executor.execute(channel::refresh);
      }
    }
  }
}
