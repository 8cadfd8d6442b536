package dev.forktail.engine.page;

import dev.forktail.engine.event.StoreException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What visitors get, from memory; what is not there comes from the copies that nodes share, then
/// from the catalog, with one look for all who wait for it.
///
/// - **Contract.** As long as the catalog's news come in, an edition is served for a second at most
///   after a newer one has come to be. Whenever they do not, what there is is served and called
///   stale: from memory, else from the disk of this node.
/// - **Failure.** [StoreException.Unavailable] for what nobody has who can be asked.
/// - **Threads.** Safe for concurrent use. [#peek] never waits.
/// - **Limits.** So many bytes in memory; what was not used for the longest time goes first.
public final class PageCache implements PageNews.Listener {
  private static final Logger log = LoggerFactory.getLogger(PageCache.class);
  private static final int LOOKS_MAX = 5;

  private final PageCatalog catalog;
  private final SharedEditions shared;
  private final KeptEditions kept;
  private final Executor background;
  private final HeldEditions held;
  private final Counter looks;
  private final Counter stale;

  // Guarded by `this`: below which version an edition is outdated, by what the news have said.
  private final Map<Slug, Long> floors = new HashMap<>();
  // Guarded by `this`: who looks for what right now.
  private final Map<Slug, CompletableFuture<Edition>> flights = new HashMap<>();
  private volatile boolean follows;

  /// @param bytesMax how much of all pages is held in memory
  /// @param background where editions are fetched before somebody asks, and put on disk
  public PageCache(
      PageCatalog catalog,
      SharedEditions shared,
      KeptEditions kept,
      long bytesMax,
      Executor background,
      MeterRegistry registry) {
    this.catalog = catalog;
    this.shared = shared;
    this.kept = kept;
    this.background = background;
    this.held = new HeldEditions(bytesMax);
    this.looks = registry.counter("page.catalog.looks");
    this.stale = registry.counter("page.served.stale");
    registry.gauge("page.cache.bytes", held, HeldEditions::bytes);
    registry.gauge("page.cache.editions", held, HeldEditions::size);
  }

  /// An edition, and whether there may be a newer one.
  public record Served(Edition edition, boolean stale) {}

  /// What is in memory and may be served.
  public Optional<Served> peek(Slug slug) {
    var found = held.find(slug);
    if (found == null) {
      return Optional.empty();
    }
    if (follows) {
      return found.outdated() ? Optional.empty() : Optional.of(new Served(found.edition(), false));
    }
    return Optional.of(stale(found.edition()));
  }

  /// What visitors get of `slug`.
  ///
  /// @throws StoreException when nobody can say
  public Served get(Slug slug) {
    var found = peek(slug);
    if (found.isPresent()) {
      return found.get();
    }
    if (!follows) {
      return recalled(slug).orElseThrow(PageCache::away);
    }
    try {
      return new Served(fetched(slug), !follows);
    } catch (StoreException e) {
      var old = held.find(slug);
      if (old != null) {
        return stale(old.edition());
      }
      return recalled(slug).orElseThrow(() -> e);
    }
  }

  private static StoreException.Unavailable away() {
    return new StoreException.Unavailable("The pages cannot be asked for right now");
  }

  private Served stale(Edition edition) {
    stale.increment();
    return new Served(edition, true);
  }

  /// From the disk, or a copy of another node, and from then on in memory.
  private Optional<Served> recalled(Slug slug) {
    var found = kept.find(slug).or(() -> shared.find(slug));
    found.ifPresent(edition -> hold(edition, true));
    return found.map(this::stale);
  }

  private Edition fetched(Slug slug) {
    CompletableFuture<Edition> flight;
    boolean mine = false;
    synchronized (this) {
      var present = flights.get(slug);
      if (present == null) {
        present = new CompletableFuture<>();
        flights.put(slug, present);
        mine = true;
      }
      flight = present;
    }
    if (mine) {
      fly(slug, flight);
    }
    try {
      return flight.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException cause ? cause : e;
    }
  }

  private void fly(Slug slug, CompletableFuture<Edition> flight) {
    try {
      var edition = looked(slug);
      land(slug, flight);
      flight.complete(edition);
      background.execute(() -> kept.put(edition));
    } catch (RuntimeException e) {
      land(slug, flight);
      flight.completeExceptionally(e);
    }
  }

  private synchronized void land(Slug slug, CompletableFuture<Edition> flight) {
    flights.remove(slug, flight);
  }

  /// Looks until nothing newer has come to be meanwhile: what was read before the news must not be
  /// held after them.
  private Edition looked(Slug slug) {
    for (int look = 0; look < LOOKS_MAX; look++) {
      var copy = follows ? shared.find(slug).filter(this::isCurrent) : Optional.<Edition>empty();
      if (copy.isPresent() && hold(copy.get(), false)) {
        return copy.get();
      }
      looks.increment();
      var edition = catalog.edition(slug);
      if (hold(edition, false)) {
        if (follows && edition.version() > 0) {
          share(edition);
        }
        return edition;
      }
    }
    throw new StoreException.Unavailable(
        "The page is published again and again: slug=" + slug + " looks=" + LOOKS_MAX);
  }

  /// The news may come between the look and the copy; then whoever tells them outdates it there.
  private void share(Edition edition) {
    shared.put(edition);
    long floor = floor(edition.slug());
    if (edition.version() < floor) {
      shared.outdate(edition.slug(), floor);
    }
  }

  private boolean isCurrent(Edition edition) {
    return edition.version() >= floor(edition.slug());
  }

  private synchronized long floor(Slug slug) {
    return floors.getOrDefault(slug, 0L);
  }

  /// Holds `edition` in memory, unless a newer one is known. What nobody ever published is only
  /// held as long as news would tell that somebody does.
  private synchronized boolean hold(Edition edition, boolean outdated) {
    if (edition.version() < floors.getOrDefault(edition.slug(), 0L)) {
      return false;
    }
    if (edition.version() > 0 || follows) {
      held.put(edition, outdated);
    }
    return true;
  }

  /// From now on the news come in. Only what is still the newest counts as such.
  @Override
  public void follows() {
    var editions = catalog.editions();
    synchronized (this) {
      editions.forEach((slug, version) -> floors.merge(slug, version, Math::max));
      held.outdateAllBut(editions);
      follows = true;
    }
    log.info("Pages are followed: editions={}", editions.size());
    background.execute(() -> editions.keySet().forEach(this::prefetch));
  }

  /// The news do not come in any more.
  public void isLost() {
    if (follows) {
      follows = false;
      log.warn(
          "The news of pages do not come in: what is in memory and on disk is served, as stale");
    }
  }

  @Override
  public void changed(Slug slug, long version) {
    synchronized (this) {
      floors.merge(slug, version, Math::max);
      held.outdateBelow(slug, version);
      // Who looks already may have read what was before: others do not wait for that.
      flights.remove(slug);
    }
    shared.outdate(slug, version);
    background.execute(() -> prefetch(slug));
  }

  /// Has it in memory, and on disk for a time when the catalog is away, as far as there is room.
  private void prefetch(Slug slug) {
    try {
      if (peek(slug).isEmpty() && held.hasRoom()) {
        var _ = fetched(slug);
      }
    } catch (StoreException e) {
      log.debug("A page cannot be fetched ahead: slug={} reason={}", slug, e.reason());
    }
  }

  /// How many editions are in memory.
  public int size() {
    return held.size();
  }

  /// Whether the catalog's news come in.
  public boolean isFollowing() {
    return follows;
  }

  /// For tests that look into the dark: what is held, whether or not it may be served.
  @Nullable Edition heldEdition(Slug slug) {
    var found = held.find(slug);
    return found == null ? null : found.edition();
  }
}
