package dev.forktail.engine.facts;

import dev.forktail.engine.export.RowSource;
import java.util.List;

/// The copies of facts in the event database, those of all projects.
///
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface FactStore {

  /// What there is, whether it is copied yet or not.
  List<Copy> list();

  /// A table of facts.
  ///
  /// @param isWhole whether all its rows are there
  /// @param rows as they are when they are read: a binary COPY of its columns
  record Copy(FactRows table, boolean isWhole, RowSource rows) {}
}
