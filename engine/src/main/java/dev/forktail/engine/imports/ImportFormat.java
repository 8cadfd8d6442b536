package dev.forktail.engine.imports;

import java.util.Locale;
import java.util.Optional;

/// How a file to be imported is written.
public enum ImportFormat {
  /// Rows of texts below a line of names; delimiter and quotes are found out.
  CSV,
  /// A JSON object on each line.
  NDJSON,
  PARQUET;

  /// The format that the end of a file's name says, also in front of `.gz`.
  public static Optional<ImportFormat> ofName(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    String end = plain.substring(plain.lastIndexOf('.') + 1);
    return switch (end) {
      case "csv", "tsv" -> Optional.of(CSV);
      case "ndjson", "jsonl", "json" -> Optional.of(NDJSON);
      case "parquet" -> name.equals(plain) ? Optional.of(PARQUET) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
