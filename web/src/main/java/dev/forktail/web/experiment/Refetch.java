package dev.forktail.web.experiment;

import dev.forktail.engine.experiment.Definitions;
import dev.forktail.web.http.Loop;
import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Keeps a client that was told of a change from getting what was before it, when it asks a node
/// that does not have the change yet: `flagConfigEtag` and `flagConfigLastModified` say what it was
/// told of. It waits for a moment; nodes look for changes twice a second.
final class Refetch {
  private static final long WAIT_MILLIS = 1_500;
  private static final long LOOK_MILLIS = 50;
  private static final int WAITING_MAX = 500;

  private final Supplier<Definitions> definitions;
  private final AtomicInteger waiting = new AtomicInteger();

  /// @param definitions those that decide here
  Refetch(Supplier<Definitions> definitions) {
    this.definitions = definitions;
  }

  /// Runs `answer` on `loop` as soon as nothing older than what `request` names decides, or when it
  /// has waited in vain.
  void await(Loop loop, HttpServerRequest request, Runnable answer) {
    var etag = request.getParam("flagConfigEtag");
    var modified = request.getParam("flagConfigLastModified");
    if (etag == null && modified == null) {
      answer.run();
      return;
    }
    long version = etag == null ? 0 : version(etag);
    var changed = etag != null || modified == null ? Instant.EPOCH : time(modified);
    if (isThere(version, changed) || waiting.get() >= WAITING_MAX) {
      answer.run();
      return;
    }
    waiting.incrementAndGet();
    look(loop, version, changed, answer, WAIT_MILLIS / LOOK_MILLIS);
  }

  private void look(Loop loop, long version, Instant changed, Runnable answer, long looks) {
    if (looks == 0 || isThere(version, changed)) {
      waiting.decrementAndGet();
      answer.run();
      return;
    }
    loop.after(LOOK_MILLIS, () -> look(loop, version, changed, answer, looks - 1));
  }

  private boolean isThere(long version, Instant changed) {
    var current = definitions.get();
    return current.version() >= version
        && (changed.equals(Instant.EPOCH)
            || !current.changed().truncatedTo(ChronoUnit.SECONDS).isBefore(changed));
  }

  private static long version(String etag) {
    try {
      return Long.parseLong(etag);
    } catch (NumberFormatException _) { // none of ours: nothing to wait for
      return 0;
    }
  }

  /// Seconds since 1970, or ISO 8601.
  private static Instant time(String text) {
    try {
      return text.chars().allMatch(c -> c >= '0' && c <= '9') && text.length() < 12
          ? Instant.ofEpochSecond(Long.parseLong(text))
          : Instant.parse(text).truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException | NumberFormatException _) { // no time: nothing to wait for
      return Instant.EPOCH;
    }
  }
}
