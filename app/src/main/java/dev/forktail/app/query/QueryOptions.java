package dev.forktail.app.query;

import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options of `forktail query`.
final class QueryOptions {
  /// How an answer is shown or kept.
  enum Format {
    table,
    csv,
    json,
    ndjson,
    parquet,
    arrow
  }

  @Parameters(paramLabel = "SQL", description = "One SELECT statement; - reads it from stdin.")
  String sql = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The server (default: ${DEFAULT-VALUE}).")
  URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "${env:FORKTAIL_KEY:-demo-admin}",
      description = "A read or admin key (default: $FORKTAIL_KEY, else the demo's).",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  String key = "";

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Format format = Format.table;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write the answer (default: standard output).")
  @Nullable Path output;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      description =
          "Cut the answer after so many rows (default: what the server shows as a table or JSON,"
              + " all in the other formats).")
  @Nullable Integer rowsMax;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long it may take (default: what the server allows).")
  @Nullable Integer timeoutSeconds;

  OptionalInt rows() {
    return rowsMax == null ? OptionalInt.empty() : OptionalInt.of(rowsMax);
  }
}
