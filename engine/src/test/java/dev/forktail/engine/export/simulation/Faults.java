package dev.forktail.engine.export.simulation;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.LakeException;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Decides at each call of a port what goes wrong: the process dies before or after it, it is
/// paused while another takes over, the other side is away, or its answer is lost.
final class Faults {
  private final SplittableRandom random;
  private final Runnable meanwhile;
  private double probability;

  /// @param meanwhile what happens while the process is paused
  Faults(SplittableRandom random, Runnable meanwhile) {
    this.random = random;
    this.meanwhile = meanwhile;
  }

  /// Something goes wrong with this probability at each call from now on; 0 heals it.
  void fail(double next) {
    probability = next;
  }

  double probability() {
    return probability;
  }

  boolean happens() {
    return random.nextDouble() < probability;
  }

  /// Calls the event database.
  <T> T store(Supplier<T> call) {
    interrupt();
    if (happens()) {
      throw new StoreException.Unavailable("The database is away", new IllegalStateException());
    }
    T answer = call.get();
    if (happens()) {
      throw new StoreException.OutcomeUnknown("The answer was lost", new IllegalStateException());
    }
    interrupt();
    return answer;
  }

  /// Calls the lake.
  <T> T lake(Supplier<T> call) {
    interrupt();
    if (happens()) {
      throw new LakeException.Unavailable("The lake is away", new IllegalStateException());
    }
    T answer = call.get();
    if (happens()) {
      throw new LakeException.OutcomeUnknown("The answer was lost", new IllegalStateException());
    }
    interrupt();
    return answer;
  }

  void interrupt() {
    if (!happens()) {
      return;
    }
    if (random.nextInt(3) == 0) {
      meanwhile.run();
      return;
    }
    throw new Crash();
  }
}
