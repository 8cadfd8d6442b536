package dev.forktail.assignment;

/// Why a subject has its variant. Only what is counted is an exposure when it is shown.
public enum Reason {
  /// The strategy has dealt it.
  ASSIGNED(true),
  /// It was dealt before, and is remembered.
  REMEMBERED(true),
  /// The experiment is decided; this is the winner.
  DECIDED(false),
  /// A request asked for it, to look at it.
  PREVIEWED(false),
  /// The experiment's list of forced variants says so.
  FORCED(false),
  /// A machine is not a visitor.
  BOT(false),
  /// Draft, paused or archived.
  NOT_RUNNING(false),
  /// Running, but before its start or after its end.
  NOT_SCHEDULED(false),
  /// The subject lacks what the experiment assigns by.
  MISSING_UNIT(false),
  HELD_OUT(false),
  NOT_TARGETED(false),
  /// Another experiment of the exclusion group has the unit.
  EXCLUDED(false),
  NOT_IN_TRAFFIC(false),
  /// The strategy needs memory, and there is none right now.
  NO_MEMORY(false),
  /// The strategy has failed, or is not there.
  STRATEGY_FAILED(false);

  private final boolean counted;

  Reason(boolean counted) {
    this.counted = counted;
  }

  /// Whether the unit is part of the experiment.
  public boolean counted() {
    return counted;
  }
}
