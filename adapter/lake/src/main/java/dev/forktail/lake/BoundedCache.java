package dev.forktail.lake;

import java.util.LinkedHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Values that never change and take time to get, kept up to a total weight; what was not asked for
/// the longest goes first.
///
/// - **Failure.** What a load throws is passed on to the one who asked; the next one loads again.
/// - **Threads.** Safe for concurrent use; of those who ask for the same value at once, one loads
///   it and the others wait.
final class BoundedCache<K, V> {
  private static final int TURNS = 16;

  private final long weightMax;
  private final ToLongFunction<V> weight;
  private final Object[] turns = IntStream.range(0, TURNS).mapToObj(_ -> new Object()).toArray();
  private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private long weightKept;

  BoundedCache(long weightMax, ToLongFunction<V> weight) {
    this.weightMax = weightMax;
    this.weight = weight;
  }

  /// The value of `key`, loaded if it is not kept.
  V get(K key, Supplier<V> load) {
    @Nullable V kept = kept(key);
    if (kept != null) {
      return kept;
    }
    synchronized (turns[Math.floorMod(key.hashCode(), TURNS)]) {
      kept = kept(key);
      if (kept != null) {
        return kept;
      }
      V loaded = load.get();
      keep(key, loaded);
      return loaded;
    }
  }

  private synchronized @Nullable V kept(K key) {
    return values.get(key);
  }

  private synchronized void keep(K key, V value) {
    long added = weight.applyAsLong(value);
    if (added > weightMax) {
      return;
    }
    values.put(key, value);
    weightKept += added;
    var oldest = values.entrySet().iterator();
    while (weightKept > weightMax) {
      weightKept -= weight.applyAsLong(oldest.next().getValue());
      oldest.remove();
    }
  }
}
