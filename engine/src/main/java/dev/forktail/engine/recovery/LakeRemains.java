package dev.forktail.engine.recovery;

import dev.forktail.engine.export.TableName;
import java.util.Optional;

/// A lake whose event database is gone, so that nobody says which version of a table is current.
///
/// - **Contract.** Nothing is changed. Of the versions of a table of which everything is there, the
///   newest is taken: one that was written and never became current holds whole, durable events as
///   well.
/// - **Failure.** A [dev.forktail.engine.export.LakeException].
public interface LakeRemains {

  /// What is left of `table`; empty when there is no readable version of it.
  Optional<TableRemains> find(TableName table);
}
