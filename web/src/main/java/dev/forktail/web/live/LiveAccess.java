package dev.forktail.web.live;

import dev.forktail.engine.event.ProjectId;

/// Who may see the live page.
public sealed interface LiveAccess {

  /// Everybody on this machine: for a server that listens on loopback only and is for trying out.
  ///
  /// @param writeKey the key shown in the example for newcomers
  record Open(ProjectId project, String writeKey) implements LiveAccess {}

  /// Who has typed a read or admin key; its project is what is shown.
  record WithKey() implements LiveAccess {}
}
