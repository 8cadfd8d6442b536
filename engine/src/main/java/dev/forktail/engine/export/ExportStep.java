package dev.forktail.engine.export;

import java.util.Locale;

/// The steps that an export repeats.
public enum ExportStep {
  /// Sealed slices are written as files.
  STAGE,
  /// Staged files become part of the tables.
  COMMIT,
  /// Tables of slices that are in the lake go.
  DROP,
  /// Staged files that nobody needs go.
  TIDY,
  /// Small files are merged.
  COMPACT,
  /// Former snapshots are forgotten.
  EXPIRE,
  /// Files that nobody knows go.
  SWEEP;

  /// The step of that name.
  public static ExportStep of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /// Its name for people.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
