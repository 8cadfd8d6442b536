package dev.forktail.assignment;

import dev.forktail.assignment.hash.UnitId;
import org.jspecify.annotations.Nullable;

/// The variant a subject gets, and why. `remember`: the caller must keep the arm, for it cannot be
/// computed again. Showing it is an exposure if [#counted] says so.
///
/// All assignments there can be are made with the experiments: deciding makes no new object.
public record Assignment(
    ExperimentKey experiment, Variant variant, Unit unit, Reason reason, boolean remember) {

  public boolean counted() {
    return reason.counted();
  }

  /// The unit of `subject` that was assigned, or null if it has none.
  public @Nullable UnitId unitOf(Subject subject) {
    return unit.of(subject);
  }
}
