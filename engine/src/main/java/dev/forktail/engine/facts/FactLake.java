package dev.forktail.engine.facts;

import java.time.Instant;
import java.util.Set;

/// The tables of facts in the lake, which any engine reads that reads the others.
///
/// - **Contract.** A table has one state, which is replaced as a whole; who reads the one before
///   can go on.
/// - **Failure.** [dev.forktail.engine.export.LakeException.Unavailable].
public interface FactLake {

  /// Makes `file` all that `table` is.
  void replace(FactRows table, FactFile file);

  /// Forgets tables with other names.
  void keepOnly(Set<String> names);

  /// Deletes files that belong to no table as it is now and were written before `moment`.
  ///
  /// @return how many
  int sweep(Instant moment);
}
