package dev.forktail.engine.facts;

import dev.forktail.engine.export.ColumnStats;
import java.util.List;

/// A Parquet file of facts.
///
/// @param location where it is
public record FactFile(String location, long rows, long bytes, List<ColumnStats> columns) {
  public FactFile {
    columns = List.copyOf(columns);
  }
}
