package dev.forktail.lake;

import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.facts.FactFile;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.util.UnicodeUtil;
import org.jspecify.annotations.Nullable;

/// A file of the lake as Iceberg lists it, with what its writer measured.
final class TableEntry {
  /// Longer strings do not help a reader to leave out a file.
  private static final int BOUND_CHARACTERS_MAX = 32;

  private TableEntry() {}

  /// The entry of `file`, whose rows lie in one partition.
  static DataFile of(LakeFile file, TableMetadata table) {
    var spec = table.spec();
    var partition = new PartitionData(spec.partitionType());
    partition.set(0, file.partition().orElseThrow());
    return DataFiles.builder(spec)
        .withPath(file.location())
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(file.bytes())
        .withPartition(partition)
        .withSortOrder(table.sortOrder())
        .withMetrics(metrics(file.rows(), file.columns(), table))
        .build();
  }

  /// The entry of a file of a table that has no partitions.
  static DataFile of(FactFile file, TableMetadata table) {
    return DataFiles.builder(table.spec())
        .withPath(file.location())
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(file.bytes())
        .withMetrics(metrics(file.rows(), file.columns(), table))
        .build();
  }

  private static Metrics metrics(long rows, List<ColumnStats> columns, TableMetadata table) {
    var sizes = new HashMap<Integer, Long>();
    var values = new HashMap<Integer, Long>();
    var nulls = new HashMap<Integer, Long>();
    var lower = new HashMap<Integer, ByteBuffer>();
    var upper = new HashMap<Integer, ByteBuffer>();
    for (var column : columns) {
      int id = column.fieldId();
      sizes.put(id, column.bytes());
      values.put(id, column.values());
      nulls.put(id, column.nulls());
      putBounds(column, table.schema().findType(id), lower, upper);
    }
    return new Metrics(rows, sizes, values, nulls, Map.of(), lower, upper);
  }

  private static void putBounds(
      ColumnStats column,
      @Nullable Type type,
      Map<Integer, ByteBuffer> lower,
      Map<Integer, ByteBuffer> upper) {
    if (type == null) {
      return;
    }
    if (column.lower() != null) {
      lower.put(column.fieldId(), Conversions.toByteBuffer(type, lowerValue(type, column.lower())));
    }
    if (column.upper() != null) {
      Object value = upperValue(type, column.upper());
      if (value != null) {
        upper.put(column.fieldId(), Conversions.toByteBuffer(type, value));
      }
    }
  }

  private static Object lowerValue(Type type, String text) {
    return type.typeId() == Type.TypeID.STRING
        ? UnicodeUtil.truncateStringMin(Literal.of(text), BOUND_CHARACTERS_MAX).value()
        : value(type, text);
  }

  /// Null for a string that cannot be cut and still be a bound.
  private static @Nullable Object upperValue(Type type, String text) {
    if (type.typeId() != Type.TypeID.STRING) {
      return value(type, text);
    }
    @Nullable Literal<CharSequence> cut =
        UnicodeUtil.truncateStringMax(Literal.of(text), BOUND_CHARACTERS_MAX);
    return cut == null ? null : cut.value();
  }

  private static Object value(Type type, String text) {
    return switch (type.typeId()) {
      case INTEGER -> Integer.valueOf(text);
      case LONG, TIMESTAMP -> Long.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case BOOLEAN -> Boolean.valueOf(text);
      default -> throw new IllegalArgumentException("No column of the lake has the type " + type);
    };
  }
}
