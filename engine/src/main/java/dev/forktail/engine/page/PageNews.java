package dev.forktail.engine.page;

import dev.forktail.engine.event.StoreException;

/// Tells what of the catalog visitors see differently from now on.
///
/// - **Contract.** Between [Listener#follows] and the end of [#follow], each edition that comes to
///   be is told, at the latest a second after its transaction.
/// - **Failure.** A [StoreException] as soon as that cannot be kept.
/// - **Threads.** One.
public interface PageNews {

  /// Tells `listener` until the thread is interrupted.
  ///
  /// @throws StoreException when the catalog is away
  void follow(Listener listener);

  /// Who is told.
  interface Listener {
    /// From now on nothing is missed.
    void follows();

    /// The page of this slug was published or withdrawn as this version.
    void changed(Slug slug, long version);
  }
}
