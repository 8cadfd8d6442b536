package dev.forktail.assignment;

/// Why a subject has its variant. Only what is counted is an exposure when it is shown.
public enum Reason {
  /// The strategy has dealt it.
  ASSIGNED(true, "SPLIT"),
  /// It was dealt before, and is remembered.
  REMEMBERED(true, "SPLIT"),
  /// The experiment is decided; this is the winner.
  DECIDED(false, "STATIC"),
  /// The experiment is decided; the winner has not reached this unit yet, which keeps its arm.
  KEPT(false, "STATIC"),
  /// A request asked for it, to look at it.
  PREVIEWED(false, "TARGETING_MATCH"),
  /// The experiment's list of forced variants says so.
  FORCED(false, "TARGETING_MATCH"),
  /// A machine is not a visitor.
  BOT(false, "DEFAULT"),
  /// Draft, paused or archived.
  NOT_RUNNING(false, "DISABLED"),
  /// Running, but before its start or after its end.
  NOT_SCHEDULED(false, "DISABLED"),
  /// The subject lacks what the experiment assigns by.
  MISSING_UNIT(false, "DEFAULT"),
  HELD_OUT(false, "DEFAULT"),
  NOT_TARGETED(false, "DEFAULT"),
  /// Another experiment of the exclusion group has the unit.
  EXCLUDED(false, "DEFAULT"),
  NOT_IN_TRAFFIC(false, "DEFAULT"),
  /// The strategy needs memory, and there is none right now.
  NO_MEMORY(false, "DEFAULT"),
  /// The strategy has failed, or is not there.
  STRATEGY_FAILED(false, "DEFAULT");

  private final boolean counted;
  private final String openFeature;

  Reason(boolean counted, String openFeature) {
    this.counted = counted;
    this.openFeature = openFeature;
  }

  /// Whether the unit is part of the experiment.
  public boolean counted() {
    return counted;
  }

  /// The reason of OpenFeature that comes nearest.
  public String openFeature() {
    return openFeature;
  }
}
