package dev.forktail.assignment;

/// Units that are kept out of every experiment that names this holdout, also after the experiment
/// is decided, so that what was shipped can be measured as a whole. `share` is in basis points;
/// raising it holds out more units, never others.
public record Holdout(String key, int share) {
  public Holdout {
    Keys.check("holdout key", key);
    BasisPoints.check("holdout share", share);
  }
}
