package dev.forktail.engine.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A whole Parquet file that was written for a table of the lake. It never changes, and its name is
/// never used again.
///
/// @param location a URI: `file:///…`, later `s3://…` and others
/// @param rows how many
/// @param events how many events these stand for: `rows` for events, the sum of `events` for
///   rollups
/// @param bytes the length of the file
/// @param columns at least the time column of the table, with both bounds exact
public record LakeFile(
    TableName table,
    String location,
    long rows,
    long events,
    long bytes,
    List<ColumnStats> columns) {
  public LakeFile {
    columns = List.copyOf(columns);
    if (rows < 1 || events < rows || bytes < 1 || !location.contains(":/")) {
      throw new IllegalArgumentException(
          "Not a file of the lake: %s rows=%d events=%d bytes=%d"
              .formatted(location, rows, events, bytes));
    }
    if (table == TableName.EVENTS && events != rows) {
      throw new IllegalArgumentException("A row is an event: " + location);
    }
  }

  /// What is known of the column with this id.
  public Optional<ColumnStats> find(int fieldId) {
    return columns.stream().filter(column -> column.fieldId() == fieldId).findFirst();
  }

  /// The least value of the time column.
  public Instant from() {
    return moment(timeColumn().lower());
  }

  /// The greatest value of the time column.
  public Instant to() {
    return moment(timeColumn().upper());
  }

  /// The partition in which all rows lie; empty when they lie in several.
  public OptionalInt partition() {
    int first = table.period().of(from());
    return first == table.period().of(to()) ? OptionalInt.of(first) : OptionalInt.empty();
  }

  private ColumnStats timeColumn() {
    return find(table.time().fieldId())
        .orElseThrow(() -> new IllegalStateException("The time column has no bounds: " + location));
  }

  private Instant moment(@Nullable String micros) {
    if (micros == null) {
      throw new IllegalStateException("The time column has no bounds: " + location);
    }
    return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }
}
