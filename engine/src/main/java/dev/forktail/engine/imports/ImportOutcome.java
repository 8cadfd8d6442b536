package dev.forktail.engine.imports;

import dev.forktail.engine.imports.ImportCatalog.Known;
import java.util.List;

/// What became of a file.
public sealed interface ImportOutcome {

  /// All of it is imported.
  ///
  /// @param resumed whether an earlier try had done a part of it
  /// @param refused by reason
  record Imported(Known known, boolean resumed, List<Survey.Refused> refused)
      implements ImportOutcome {
    public Imported {
      refused = List.copyOf(refused);
    }
  }

  /// It was imported before; nothing was done.
  record ImportedBefore(Known known) implements ImportOutcome {}

  /// Too many rows were refused; nothing was imported.
  record TooManyRefused(Survey survey) implements ImportOutcome {}

  /// The lake is to be left as it is; the same import can go on later.
  record Paused() implements ImportOutcome {}
}
