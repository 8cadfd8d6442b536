package dev.forktail.engine.query;

import dev.forktail.engine.event.ProjectId;
import java.util.List;
import java.util.Set;

/// The catalogued views of each project.
///
/// - **Contract.** A view reads only views that were there before it: none is ever changed, nor
///   dropped while another reads it. At most [#VIEWS_MAX] a project.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface SqlViews {
  /// All of them travel with every statement.
  int VIEWS_MAX = 100;

  /// Those of `project`, each behind those that it reads.
  List<SqlView> list(ProjectId project);

  /// Adds a view.
  ///
  /// @param reads the names of the views that it reads
  Answer add(ProjectId project, SqlView view, Set<String> reads);

  /// Drops the view of that name.
  Answer drop(ProjectId project, String name);

  /// What became of a wish.
  sealed interface Answer {
    /// It is so from now on.
    record Done() implements Answer {}

    /// It was so already.
    record Known() implements Answer {}

    /// There is no such view.
    record Missing() implements Answer {}

    /// It cannot be.
    record Refused(String reason) implements Answer {}
  }
}
