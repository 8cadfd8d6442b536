package dev.forktail.assignment;

/// Where an experiment stands in its life. Draft, running, paused, decided, archived, in this
/// order; only what [#mayBecome] allows.
public sealed interface State {
  /// Is being prepared; only previews and forced variants see it.
  record Draft() implements State {}

  record Running() implements State {}

  /// Everybody gets control and nobody is counted; goes on with the same arms.
  record Paused() implements State {}

  /// Everybody it is meant for gets the winner and nobody is counted, but a holdout stays held out.
  /// Who is not reached by the rollout yet keeps the arm of the running experiment.
  record Decided(VariantKey winner, Rollout rollout) implements State {}

  /// Is kept for the record; everybody gets control.
  record Archived() implements State {}

  static State draft() {
    return new Draft();
  }

  static State running() {
    return new Running();
  }

  static State paused() {
    return new Paused();
  }

  static Decided decided(VariantKey winner) {
    return decided(winner, Rollout.AT_ONCE);
  }

  static Decided decided(VariantKey winner, Rollout rollout) {
    return new Decided(winner, rollout);
  }

  static State archived() {
    return new Archived();
  }

  /// Whether an experiment may go from this state to `next`. A decision may be revised, for a
  /// winner that has to be taken back or a rollout that has to be slower.
  default boolean mayBecome(State next) {
    return switch (this) {
      case Draft() -> next instanceof Running || next instanceof Archived;
      case Running() -> next instanceof Paused || next instanceof Decided;
      case Paused() ->
          next instanceof Running || next instanceof Decided || next instanceof Archived;
      case Decided _ -> next instanceof Archived || (next instanceof Decided && !next.equals(this));
      case Archived() -> false;
    };
  }

  /// The word for it: draft, running, paused, decided or archived.
  default String word() {
    return switch (this) {
      case Draft() -> "draft";
      case Running() -> "running";
      case Paused() -> "paused";
      case Decided _ -> "decided";
      case Archived() -> "archived";
    };
  }
}
