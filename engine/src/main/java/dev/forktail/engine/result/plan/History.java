package dev.forktail.engine.result.plan;

import dev.forktail.engine.event.ProjectId;

/// Events that were stored before the plan knew that they count, and how far they have been added
/// since: in the order of slice and message id.
///
/// @param id never another's
/// @param subject the track or run that they are for; of who is who in a project its number,
///   negative
/// @param event their name; empty: those in which a visitor and a user are named together
/// @param from the first slice
/// @param to the slice before which it ends
/// @param next the slice that comes next
/// @param nextMessage the message id behind which it goes on in that slice; empty: from its start
public record History(
    int id,
    ProjectId project,
    int subject,
    String event,
    long from,
    long to,
    long next,
    String nextMessage) {

  static History of(int id, ProjectId project, int subject, String event, long from, long to) {
    return new History(id, project, subject, event, from, to, from, "");
  }

  static int names(ProjectId project) {
    return -project.value();
  }

  public boolean isOfNames() {
    return event.isEmpty();
  }

  public boolean isOver() {
    return next >= to;
  }

  /// How much of it is added, 0 to 1.
  public double filled() {
    return isOver() ? 1 : (double) (next - from) / (to - from);
  }

  /// The same further on.
  public History at(long slice, String message) {
    return new History(id, project, subject, event, from, to, slice, message);
  }
}
