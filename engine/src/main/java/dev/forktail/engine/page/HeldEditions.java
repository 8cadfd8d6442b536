package dev.forktail.engine.page;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The editions in memory, up to so many bytes; of more, those go that were not used for the
/// longest time. Safe for concurrent use; reading takes no lock.
final class HeldEditions {
  private static final int NOTHING_MAX = 1_000;

  private final long bytesMax;
  private final Map<Slug, Held> editions = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private volatile long tick;

  HeldEditions(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// An edition, whether a newer one is known to be, and when it was used last, in ticks: one for
  /// each edition that was put.
  static final class Held {
    private final Edition edition;
    private final boolean outdated;
    private volatile long used;

    private Held(Edition edition, boolean outdated, long used) {
      this.edition = edition;
      this.outdated = outdated;
      this.used = used;
    }

    Edition edition() {
      return edition;
    }

    boolean outdated() {
      return outdated;
    }
  }

  @Nullable Held find(Slug slug) {
    var held = editions.get(slug);
    long now = tick;
    if (held != null && held.used != now) {
      held.used = now;
    }
    return held;
  }

  synchronized void put(Edition edition, boolean outdated) {
    tick++;
    var before = editions.put(edition.slug(), new Held(edition, outdated, tick));
    bytes.addAndGet(edition.bytes() - (before == null ? 0 : before.edition.bytes()));
    while (bytes.get() > bytesMax && editions.size() > 1) {
      removeOldest(edition.slug());
    }
    if (edition.version() == 0) {
      forgetNothings();
    }
  }

  private void removeOldest(Slug but) {
    editions.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(but))
        .min(Comparator.comparingLong(entry -> entry.getValue().used))
        .map(Map.Entry::getKey)
        .ifPresent(this::remove);
  }

  private void remove(Slug slug) {
    var gone = editions.remove(slug);
    if (gone != null) {
      bytes.addAndGet(-gone.edition.bytes());
    }
  }

  /// Whoever makes up addresses gets no more memory than that.
  private void forgetNothings() {
    var nothings =
        editions.values().stream()
            .filter(held -> held.edition.version() == 0)
            .map(held -> held.edition.slug())
            .toList();
    if (nothings.size() > NOTHING_MAX) {
      nothings.forEach(this::remove);
    }
  }

  synchronized void outdateBelow(Slug slug, long version) {
    editions.computeIfPresent(
        slug,
        (_, held) ->
            held.edition.version() < version ? new Held(held.edition, true, held.used) : held);
  }

  /// Only what has the version that `current` says is not outdated.
  synchronized void outdateAllBut(Map<Slug, Long> current) {
    editions.replaceAll(
        (slug, held) ->
            new Held(
                held.edition, held.edition.version() != current.getOrDefault(slug, 0L), held.used));
  }

  boolean hasRoom() {
    return bytes.get() < bytesMax;
  }

  long bytes() {
    return bytes.get();
  }

  int size() {
    return editions.size();
  }
}
