package dev.forktail.engine.query;

import dev.forktail.engine.export.TableName;
import java.util.List;

/// The files of which one table consists for one statement.
///
/// @param files Parquet files; each row that is in a file counts, also when it is of another
///   project or another time
/// @param bytes the length of all of them
public record TableReading(TableName table, List<String> files, long bytes) {
  public TableReading {
    files = List.copyOf(files);
  }
}
