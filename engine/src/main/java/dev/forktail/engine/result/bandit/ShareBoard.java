package dev.forktail.engine.result.bandit;

import java.util.List;

/// Where all nodes of a platform read the same shares.
///
/// - **Contract.** Of each experiment there are the shares of its latest run that count the most;
///   older ones do not take their place.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface ShareBoard {

  /// Has these be read from now on, unless there are newer ones of the experiment.
  void put(BanditShares shares);

  /// Those of all experiments.
  List<BanditShares> all();
}
