package dev.forktail.engine.page;

import java.util.Optional;

/// Copies of editions that all nodes share, sooner to be had than from the catalog.
///
/// - **Contract.** What was put, or said to be outdated, at a version is never replaced by an older
///   edition as long as it is remembered. May forget at any time.
/// - **Failure.** None: who is away has nothing and takes nothing, and says so elsewhere.
/// - **Threads.** Safe for concurrent use; blocks, but not for long.
public interface SharedEditions {

  /// No copies.
  SharedEditions NONE =
      new SharedEditions() {
        @Override
        public Optional<Edition> find(Slug slug) {
          return Optional.empty();
        }

        @Override
        public void put(Edition edition) {
          // Nobody keeps it.
        }

        @Override
        public void outdate(Slug slug, long version) {
          // There is nothing to be outdated.
        }
      };

  Optional<Edition> find(Slug slug);

  /// Keeps `edition`, unless a newer one is known.
  void put(Edition edition);

  /// What is older than `version` is not to be had any more.
  void outdate(Slug slug, long version);
}
