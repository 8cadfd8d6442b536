package dev.forktail.web.live;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.live.LiveSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The viewers of one project, and the one rendering that they share.
final class LiveChannel {
  private static final Logger log = LoggerFactory.getLogger(LiveChannel.class);
  private static final String ROWS = "newest";

  private final ProjectId project;
  private final LiveSource source;
  private final LiveTemplates templates;
  private final LongSupplier nanoClock;
  private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean rendering = new AtomicBoolean();
  private final AtomicBoolean nudged = new AtomicBoolean();
  private volatile Snapshot latest = Snapshot.EMPTY;
  private volatile long renderedNanos;
  private volatile long rowsChangedNanos;

  LiveChannel(
      ProjectId project, LiveSource source, LiveTemplates templates, LongSupplier nanoClock) {
    this.project = project;
    this.source = source;
    this.templates = templates;
    this.nanoClock = nanoClock;
    this.renderedNanos = nanoClock.getAsLong();
    this.rowsChangedNanos = renderedNanos;
  }

  void add(Viewer viewer) {
    viewers.add(viewer);
    if (!latest.equals(Snapshot.EMPTY)) {
      viewer.show(latest);
    }
  }

  boolean remove(Viewer viewer) {
    return viewers.remove(viewer);
  }

  boolean isWatched() {
    return !viewers.isEmpty();
  }

  /// Whether the page should be made before the next beat because something new is stored: when it
  /// has been quiet for as long as `beat`. Says so once, until the page is made.
  boolean wantsNews(Duration beat) {
    return isWatched()
        && nanoClock.getAsLong() - rowsChangedNanos >= beat.toNanos()
        && nudged.compareAndSet(false, true);
  }

  /// How long ago the page was last made.
  Duration age() {
    return Duration.ofNanos(nanoClock.getAsLong() - renderedNanos);
  }

  /// Ends the streams of all viewers.
  void end() {
    viewers.forEach(Viewer::end);
  }

  /// Makes the page and shows it to all viewers; does nothing while that is under way.
  void refresh() {
    if (!rendering.compareAndSet(false, true)) {
      return;
    }
    try {
      nudged.set(false);
      renderedNanos = nanoClock.getAsLong();
      var now = new Snapshot(templates.parts(LiveViews.of(source.now(project))));
      if (!Objects.equals(now.parts().get(ROWS), latest.parts().get(ROWS))) {
        rowsChangedNanos = nanoClock.getAsLong();
      }
      latest = now;
      viewers.forEach(viewer -> viewer.show(now));
    } catch (RuntimeException e) {
      log.error("Cannot make the live page: project={}", project.value(), e);
    } finally {
      rendering.set(false);
    }
  }
}
