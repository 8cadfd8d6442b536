package dev.forktail.engine.page.memory;

import dev.forktail.engine.page.Edition;
import dev.forktail.engine.page.SharedEditions;
import dev.forktail.engine.page.Slug;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Copies of editions in memory.
public final class InMemorySharedEditions implements SharedEditions {
  private final Map<Slug, Copy> copies = new HashMap<>();

  /// An edition, or what the oldest one may be that is still to be had.
  private record Copy(long version, Optional<Edition> edition) {}

  @Override
  public synchronized Optional<Edition> find(Slug slug) {
    return Optional.ofNullable(copies.get(slug)).flatMap(Copy::edition);
  }

  @Override
  public synchronized void put(Edition edition) {
    if (edition.version() >= version(edition.slug())) {
      copies.put(edition.slug(), new Copy(edition.version(), Optional.of(edition)));
    }
  }

  @Override
  public synchronized void outdate(Slug slug, long version) {
    if (version > version(slug)) {
      copies.put(slug, new Copy(version, Optional.empty()));
    }
  }

  private long version(Slug slug) {
    var copy = copies.get(slug);
    return copy == null ? 0 : copy.version();
  }

  /// Forgets everything.
  public synchronized void clear() {
    copies.clear();
  }
}
