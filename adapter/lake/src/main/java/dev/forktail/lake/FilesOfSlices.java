package dev.forktail.lake;

import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.SliceFile;
import dev.forktail.engine.export.SliceRange;
import dev.forktail.engine.export.TableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/// Finds the files of the table of events that may have rows of some slices.
final class FilesOfSlices {
  private FilesOfSlices() {}

  static List<SliceFile> find(Table table, SliceRange slices) {
    String column = EventColumns.SLICE.name();
    var wanted =
        Expressions.and(
            Expressions.greaterThanOrEqual(column, slices.first()),
            Expressions.lessThanOrEqual(column, slices.last()));
    try (var tasks = table.newScan().filter(wanted).includeColumnStats().planFiles()) {
      var found = new ArrayList<SliceFile>();
      for (FileScanTask task : tasks) {
        found.add(sliceFile(task.file()));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of slices", e);
    }
  }

  private static SliceFile sliceFile(DataFile file) {
    var entry =
        new TableFile(
            file.location(),
            PartitionFiles.partition(file),
            file.recordCount(),
            file.fileSizeInBytes());
    return new SliceFile(
        entry,
        new SliceRange(
            bound(file.lowerBounds(), Long.MIN_VALUE), bound(file.upperBounds(), Long.MAX_VALUE)));
  }

  private static long bound(@Nullable Map<Integer, ByteBuffer> bounds, long otherwise) {
    @Nullable ByteBuffer bound = bounds == null ? null : bounds.get(EventColumns.SLICE.fieldId());
    return bound == null
        ? otherwise
        : Conversions.<Long>fromByteBuffer(Types.LongType.get(), bound);
  }
}
