package dev.forktail.duckdb.child;

import java.io.IOException;
import java.nio.channels.Channels;
import java.sql.SQLException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.duckdb.DuckDBResultSet;

/// The streaming format of Arrow IPC, from the vectors that DuckDB hands over in memory.
final class ArrowResult implements ResultOutput {
  private static final int BATCH_ROWS = 8_192;
  private static final long MEMORY_BYTES_MAX = 256L * 1024 * 1024;

  @Override
  public Written write(Answer answer, Database database, LimitedOutput out)
      throws SQLException, IOException {
    String rows = answer.rows(PortableColumns.of(answer.columns()));
    return database.read(rows, result -> copy(result, answer.rowsMax(), out));
  }

  private static Written copy(DuckDBResultSet result, long rowsMax, LimitedOutput out)
      throws SQLException, IOException {
    try (var allocator = new RootAllocator(MEMORY_BYTES_MAX);
        var reader = (ArrowReader) result.arrowExportStream(allocator, BATCH_ROWS);
        var writer =
            new ArrowStreamWriter(reader.getVectorSchemaRoot(), reader, Channels.newChannel(out))) {
      writer.start();
      var written = copy(reader, writer, rowsMax);
      writer.end();
      return written;
    }
  }

  private static Written copy(ArrowReader reader, ArrowStreamWriter writer, long rowsMax)
      throws IOException {
    var root = reader.getVectorSchemaRoot();
    long count = 0;
    while (reader.loadNextBatch()) {
      int wanted = (int) Math.min(root.getRowCount(), rowsMax - count);
      boolean truncated = wanted < root.getRowCount();
      if (wanted > 0) {
        root.setRowCount(wanted);
        writer.writeBatch();
        count += wanted;
      }
      if (truncated) {
        return new Written(count, true);
      }
    }
    return new Written(count, false);
  }
}
