package dev.forktail.engine.page.memory;

import dev.forktail.engine.page.Edition;
import dev.forktail.engine.page.KeptEditions;
import dev.forktail.engine.page.Slug;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Copies of editions that outlive a cache, not the process.
public final class InMemoryKeptEditions implements KeptEditions {
  private final Map<Slug, Edition> editions = new ConcurrentHashMap<>();

  @Override
  public Optional<Edition> find(Slug slug) {
    return Optional.ofNullable(editions.get(slug));
  }

  @Override
  public void put(Edition edition) {
    editions.merge(
        edition.slug(), edition, (old, next) -> next.version() > old.version() ? next : old);
  }
}
