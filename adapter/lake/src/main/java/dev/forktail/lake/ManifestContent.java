package dev.forktail.lake;

import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.RollupColumns;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/// Reads the manifests of a table.
///
/// What is not said of a file is not assumed: without bounds of the time its partition bounds it,
/// without bounds of the project it may have rows of any.
record ManifestContent(TableName table, FileIO files, Map<Integer, PartitionSpec> specs) {
  private static final List<String> READ =
      List.of(
          "file_path",
          "partition",
          "record_count",
          "file_size_in_bytes",
          "lower_bounds",
          "upper_bounds");

  /// The files that are in the table according to `manifest`.
  List<ListedFile> read(ManifestFile manifest) {
    try (var reader = ManifestFiles.read(manifest, files, specs).select(READ)) {
      var listed = new ArrayList<ListedFile>();
      reader.forEach(file -> listed.add(listed(file)));
      return List.copyOf(listed);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + manifest.path(), e);
    }
  }

  private ListedFile listed(DataFile file) {
    int partition = PartitionFiles.partition(file);
    @Nullable Integer projectFirst = project(file.lowerBounds());
    @Nullable Integer projectLast = project(file.upperBounds());
    @Nullable Instant first = time(file.lowerBounds());
    @Nullable Instant last = time(file.upperBounds());
    return new ListedFile(
        new TableFile(file.location(), partition, file.recordCount(), file.fileSizeInBytes()),
        projectFirst == null ? Integer.MIN_VALUE : projectFirst,
        projectLast == null ? Integer.MAX_VALUE : projectLast,
        first == null ? PartitionFiles.first(table, partition) : first,
        last == null ? PartitionFiles.last(table, partition) : last);
  }

  private @Nullable Integer project(@Nullable Map<Integer, ByteBuffer> bounds) {
    int field =
        table == TableName.EVENTS
            ? EventColumns.PROJECT.fieldId()
            : RollupColumns.PROJECT.fieldId();
    @Nullable ByteBuffer bound = bounds == null ? null : bounds.get(field);
    return bound == null
        ? null
        : Conversions.<Integer>fromByteBuffer(Types.IntegerType.get(), bound);
  }

  private @Nullable Instant time(@Nullable Map<Integer, ByteBuffer> bounds) {
    @Nullable ByteBuffer bound = bounds == null ? null : bounds.get(table.time().fieldId());
    return bound == null
        ? null
        : Instant.EPOCH.plus(
            Conversions.<Long>fromByteBuffer(Types.TimestampType.withZone(), bound),
            ChronoUnit.MICROS);
  }
}
