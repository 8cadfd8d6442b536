package dev.forktail.engine.facts;

import dev.forktail.engine.export.RowSource;

/// Writes facts as files of the lake.
///
/// - **Contract.** The file that is returned is whole and on disk.
/// - **Failure.** [dev.forktail.engine.export.LakeException.Unavailable].
@FunctionalInterface
public interface FactWriter {

  /// Writes all `rows`, which have the columns of `table`, as one file.
  FactFile write(FactRows table, RowSource rows);
}
