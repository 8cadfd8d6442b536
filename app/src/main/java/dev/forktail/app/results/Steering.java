package dev.forktail.app.results;

import dev.forktail.app.Housekeeping;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.result.ResultTotals;
import dev.forktail.engine.result.bandit.BanditRound;
import dev.forktail.engine.result.bandit.ShareBoard;
import dev.forktail.engine.result.bandit.SteeredWeights;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Has the shares of bandits follow their results: now and then they are computed and put where all
/// nodes read them, and every second this node takes what is there.
public final class Steering implements AutoCloseable {
  private static final Duration READ_PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofMinutes(5);

  private final Duration every;
  private final BooleanSupplier ready;
  private final ShareBoard board;
  private final SteeredWeights weights;
  private final BanditRound round;
  private final Housekeeping jobs = new Housekeeping("bandits", 2);

  /// @param every how often shares are computed
  /// @param ready whether the board can be asked
  public Steering(
      Duration every,
      BooleanSupplier ready,
      Supplier<Definitions> definitions,
      ResultTotals totals,
      ShareBoard board,
      SteeredWeights weights) {
    this.every = every;
    this.ready = ready;
    this.board = board;
    this.weights = weights;
    this.round = new BanditRound(definitions, totals, board);
  }

  /// Begins.
  public void start() {
    jobs.every(READ_PAUSE, PAUSE_MAX, "read the shares of bandits", this::read);
    jobs.every(every, PAUSE_MAX.plus(every), "compute the shares of bandits", this::compute);
  }

  private void read() {
    if (ready.getAsBoolean()) {
      weights.use(board.all());
    }
  }

  private void compute() {
    if (ready.getAsBoolean() && round.run() > 0) {
      read();
    }
  }

  /// What is wrong.
  public Optional<String> fault() {
    return jobs.fault();
  }

  @Override
  public void close() {
    jobs.close();
  }
}
