package dev.forktail.engine.page;

import java.util.Optional;

/// Copies of editions on the disk of this node, for when nobody else can be asked.
///
/// - **Contract.** The newest that was put is there, whole, also after a crash; or none is.
/// - **Failure.** None: what cannot be kept is told elsewhere.
/// - **Threads.** Safe for concurrent use; blocks.
public interface KeptEditions {

  Optional<Edition> find(Slug slug);

  /// Keeps `edition` unless a newer one is kept.
  void put(Edition edition);
}
