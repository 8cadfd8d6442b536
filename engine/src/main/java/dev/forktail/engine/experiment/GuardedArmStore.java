package dev.forktail.engine.experiment;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Sessions that may be away without everybody waiting for them: only so many ask at once, and once
/// they do not answer, one asks each second whether they do, and all others are told at once.
public final class GuardedArmStore implements ArmStore {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final ArmStore store;
  private final LongSupplier nanoClock;
  private final Semaphore places;
  private final AtomicBoolean probing = new AtomicBoolean();
  private volatile boolean away;
  private volatile long askAgainAt;

  /// @param callersMax how many ask at once
  public GuardedArmStore(ArmStore store, int callersMax, LongSupplier nanoClock) {
    this.store = store;
    this.nanoClock = nanoClock;
    this.places = new Semaphore(callersMax);
  }

  @Override
  public Map<UnitHash, Map<Long, Integer>> find(ProjectId project, Set<UnitHash> units) {
    return guarded(() -> store.find(project, units));
  }

  @Override
  public Map<Long, Integer> remember(ProjectId project, UnitHash unit, Map<Long, Integer> arms) {
    return guarded(() -> store.remember(project, unit, arms));
  }

  /// Whether the last call failed.
  public boolean isAway() {
    return away;
  }

  private <T> T guarded(Supplier<T> call) {
    if (!away) {
      return placed(call);
    }
    boolean mayProbe = nanoClock.getAsLong() - askAgainAt >= 0;
    if (!mayProbe || !probing.compareAndSet(false, true)) {
      throw new StoreException.Unavailable("The sessions do not answer right now");
    }
    try {
      return placed(call);
    } finally {
      probing.set(false);
    }
  }

  private <T> T placed(Supplier<T> call) {
    takePlace();
    try {
      T answer = call.get();
      away = false;
      return answer;
    } catch (StoreException e) {
      askAgainAt = nanoClock.getAsLong() + PAUSE.toNanos();
      away = true;
      throw e;
    } finally {
      places.release();
    }
  }

  private void takePlace() {
    try {
      if (places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new StoreException.Unavailable("Too many ask for sessions at once");
  }
}
