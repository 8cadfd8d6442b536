package dev.forktail.web.live;

/// Somebody who looks at the page.
interface Viewer {

  /// This is how it looks now. Must not block.
  void show(Snapshot snapshot);

  /// There will be no more to show. Must not block.
  void end();
}
