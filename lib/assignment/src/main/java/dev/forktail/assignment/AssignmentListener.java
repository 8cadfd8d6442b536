package dev.forktail.assignment;

/// Who is told what went wrong. Called on the deciding thread: must be quick and must not throw.
public interface AssignmentListener {
  /// The strategy of `experiment` has failed, for one decision or for all of them; control was
  /// given instead.
  void strategyFailed(ExperimentKey experiment, String strategy, Throwable cause);

  /// A strategy of a plugin could not be loaded; the others were.
  void pluginFailed(Throwable cause);
}
