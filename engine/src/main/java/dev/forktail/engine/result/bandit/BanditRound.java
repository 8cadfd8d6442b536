package dev.forktail.engine.result.bandit;

import dev.forktail.assignment.State;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.result.ResultTotals;
import dev.forktail.statistics.Answer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Has the shares of all bandits that run follow their results.
///
/// - **Contract.** The same totals give the same shares, so several nodes may do it at once.
/// - **Failure.** What fails for one experiment does not keep the others from being looked at; the
///   first failure is thrown at the end.
/// - **Threads.** One at a time; blocks.
public final class BanditRound {
  private static final String STRATEGY = "bandit";

  private final Supplier<Definitions> definitions;
  private final ResultTotals totals;
  private final ShareBoard board;

  public BanditRound(Supplier<Definitions> definitions, ResultTotals totals, ShareBoard board) {
    this.definitions = definitions;
    this.totals = totals;
    this.board = board;
  }

  /// Looks at each once; returns of how many there are new shares.
  public int run() {
    int steered = 0;
    StoreException failure = null;
    for (var experiment : definitions.get().experiments()) {
      try {
        steered += isSteered(experiment) && steer(experiment) ? 1 : 0;
      } catch (StoreException e) {
        failure = failure == null ? e : failure;
      }
    }
    throwIfAny(failure);
    return steered;
  }

  /// Whether the shares of `experiment` follow its results at present.
  public static boolean isSteered(StoredExperiment experiment) {
    return experiment.experiment().state() instanceof State.Running
        && experiment.experiment().strategy().name().equals(STRATEGY);
  }

  private boolean steer(StoredExperiment experiment) {
    var found = totals.find(experiment.project(), experiment.key()).map(BanditFeed::of);
    if (found.isPresent() && found.get() instanceof Answer.Known<BanditShares>(var shares)) {
      board.put(shares);
      return true;
    }
    return false;
  }

  private static void throwIfAny(@Nullable StoreException failure) {
    if (failure != null) {
      throw failure;
    }
  }
}
