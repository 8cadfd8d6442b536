package dev.forktail.engine.result.plan;

import dev.forktail.engine.result.Run;
import java.util.List;

/// Keeps what is measured in step with what is to be measured, one small step at a time.
///
/// - **Threads.** For one at a time.
public final class ResultUpkeep {
  private final ResultPlans plans;
  private final StoredEvents events;

  public ResultUpkeep(ResultPlans plans, StoredEvents events) {
    this.plans = plans;
    this.events = events;
  }

  /// Measures these runs, adds some of what was stored before, counts some units anew; returns
  /// whether anything is left to do.
  ///
  /// @param wanted the latest run of each experiment, of all projects
  public boolean step(List<Run> wanted) {
    plans.measure(wanted);
    boolean counting = plans.countSome();
    return addSome() || counting;
  }

  private boolean addSome() {
    var histories = plans.histories();
    if (histories.isEmpty()) {
      return false;
    }
    var first = histories.getFirst();
    var part = events.next(first);
    plans.add(first, part.after(), part.events());
    return histories.size() > 1 || !part.after().isOver();
  }
}
