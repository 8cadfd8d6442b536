package dev.forktail.engine.imports;

/// How far an import is.
public sealed interface ImportProgress {

  /// The rows of the file are being mapped.
  ///
  /// @param resumed whether an earlier try had begun
  record Mapping(boolean resumed) implements ImportProgress {}

  /// Parts are being committed.
  ///
  /// @param events of the whole file
  record Committing(int done, int parts, long events) implements ImportProgress {}
}
