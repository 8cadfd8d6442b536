package dev.forktail.engine.context;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// Answers that were asked for lately, at most `2 * max` of them: when there are `max` new ones,
/// those go that were not asked for since the last time.
///
/// - **Threads.** Safe for concurrent use.
final class RecentAnswers<V> {
  private final int max;
  private volatile ConcurrentMap<String, V> current = new ConcurrentHashMap<>();
  private volatile ConcurrentMap<String, V> previous = new ConcurrentHashMap<>();

  RecentAnswers(int max) {
    this.max = max;
  }

  @Nullable V find(String question) {
    V answer = current.get(question);
    if (answer != null) {
      return answer;
    }
    V before = previous.get(question);
    if (before != null) {
      put(question, before);
    }
    return before;
  }

  void put(String question, V answer) {
    if (current.size() >= max) {
      turn();
    }
    current.put(question, answer);
  }

  private synchronized void turn() {
    if (current.size() >= max) {
      previous = current;
      current = new ConcurrentHashMap<>();
    }
  }
}
