package dev.forktail.web.live;

import dev.forktail.web.http.EventStream;

/// A browser that looks at the page; sent only what has changed since it was last sent something.
final class StreamViewer implements Viewer {
  private final EventStream stream;
  private Snapshot sent = Snapshot.EMPTY;

  StreamViewer(EventStream stream) {
    this.stream = stream;
  }

  @Override
  public synchronized void show(Snapshot snapshot) {
    snapshot.changedSince(sent).forEach(stream::send);
    sent = snapshot;
  }

  @Override
  public void end() {
    stream.close();
  }
}
