package dev.forktail.engine.live;

import dev.forktail.engine.event.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks the store one thing for everybody who wants to know it, one question at a time.
///
/// A store that does not answer holds nobody for longer than the patience: the answer before
/// stands. A store that is slow is asked less often, so that looking at it takes a fifth of one
/// connection, unless it takes more than seconds.
final class Inquiry<T> {
  private static final int PAUSE_PER_ANSWER = 4;
  private static final long PAUSE_NANOS_MAX = Duration.ofSeconds(5).toNanos();

  private final Supplier<T> question;
  private final LongSupplier news;
  private final LiveConfig config;
  private final LongSupplier nanoClock;
  private final Executor executor;

  private volatile @Nullable T answer;
  private volatile @Nullable String trouble;

  // All below is guarded by `lock`.
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable CompletableFuture<Void> asking;
  private long askedNanos;
  private long tookNanos;
  private long newsWhenAsked;

  /// @param question asks the store; may throw [StoreException]
  /// @param news a number that changes when there is something new to see
  Inquiry(
      Supplier<T> question,
      LongSupplier news,
      LiveConfig config,
      LongSupplier nanoClock,
      Executor executor) {
    this.question = question;
    this.news = news;
    this.config = config;
    this.nanoClock = nanoClock;
    this.executor = executor;
  }

  /// The latest answer; empty before the first.
  Optional<T> latest() {
    await(current());
    return Optional.ofNullable(answer);
  }

  /// Why the latest question has no answer; empty when it has one.
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private CompletableFuture<Void> current() {
    lock.lock();
    try {
      var running = asking;
      if (running != null && !(running.isDone() && isStale())) {
        return running;
      }
      askedNanos = nanoClock.getAsLong();
      newsWhenAsked = news.getAsLong();
      var begun = CompletableFuture.runAsync(this::ask, executor);
      asking = begun;
      return begun;
    } finally {
      lock.unlock();
    }
  }

  private boolean isStale() {
    var age = newsWhenAsked == news.getAsLong() ? config.refresh() : config.eager();
    long pause = Math.min(PAUSE_PER_ANSWER * tookNanos, PAUSE_NANOS_MAX);
    return nanoClock.getAsLong() - askedNanos >= Math.max(age.toNanos(), tookNanos + pause);
  }

  private void ask() {
    long begin = nanoClock.getAsLong();
    try {
      answer = question.get();
      trouble = null;
      took(nanoClock.getAsLong() - begin);
    } catch (StoreException e) {
      trouble = e.reason();
      took(0);
    }
  }

  private void took(long nanos) {
    lock.lock();
    try {
      tookNanos = nanos;
    } finally {
      lock.unlock();
    }
  }

  private void await(CompletableFuture<Void> running) {
    Duration patience = config.patience();
    try {
      running.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // The answer before stands; how old it is, is part of it.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Asking the store failed: " + e.getCause(), e);
    }
  }
}
