package dev.forktail.web.live;

import dev.forktail.web.http.Loop;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// One viewer's stream of server-sent events. Sends what has changed since it last sent something;
/// a client that reads slowly is not sent more, and gets the state of then when it has caught up.
final class LiveStream extends Loop.Task implements Viewer {
  /// A stream that says nothing for so many beats says a comment, so that a client that is gone is
  /// noticed and one in between does not hang up.
  private static final int SILENT_BEATS_MAX = 20;

  private final Loop loop;
  private final HttpServerResponse response;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile Snapshot latest = Snapshot.EMPTY;
  private volatile boolean over;

  // Only the loop touches what is below.
  private Snapshot sent = Snapshot.EMPTY;
  private int silentBeats;

  LiveStream(Loop loop, HttpServerResponse response) {
    this.loop = loop;
    this.response = response;
  }

  /// Sends the head of the answer. Called on the loop.
  void begin() {
    response.setChunked(true);
    response.putHeader("Content-Type", "text/event-stream");
    response.putHeader("Cache-Control", "no-store");
    var _ = response.write(":\n\n");
  }

  @Override
  public void show(Snapshot snapshot) {
    latest = snapshot;
    wake();
  }

  @Override
  public void end() {
    over = true;
    wake();
  }

  @Override
  protected void run() {
    woken.set(false);
    if (response.ended() || response.closed()) {
      return;
    }
    if (over) {
      var _ = response.end();
      return;
    }
    if (!response.writeQueueFull()) {
      send();
    }
  }

  private void wake() {
    if (woken.compareAndSet(false, true)) {
      loop.wake(this);
    }
  }

  private void send() {
    var now = latest;
    var changed = now.changedSince(sent);
    sent = now;
    if (!changed.isEmpty()) {
      silentBeats = 0;
      var _ = response.write(frames(changed));
      return;
    }
    if (++silentBeats >= SILENT_BEATS_MAX) {
      silentBeats = 0;
      var _ = response.write(":\n\n");
    }
  }

  /// The parts in the form of `text/event-stream`.
  static String frames(Map<String, String> parts) {
    var frames = new StringBuilder();
    parts.forEach(
        (name, part) -> {
          frames.append("event: ").append(name).append('\n');
          part.lines().forEach(line -> frames.append("data: ").append(line).append('\n'));
          frames.append("\n");
        });
    return frames.toString();
  }
}
