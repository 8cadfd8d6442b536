package dev.forktail.lake;

import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.PropertySource;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/// What a table of the lake looks like to Iceberg.
final class TableLayout {
  /// "In the lake up to": the number of the first slice that is not.
  static final String WATERMARK = "forktail.watermark";

  /// The largest field id of columns that every table has, whatever is promoted.
  private static final int OWN_FIELD_ID_MAX = 999;

  /// How many former metadata files a table remembers, and so keeps from being swept away as
  /// nobody's: more than changes are made while a query looks for its version. A step of the export
  /// makes one per table, or one per partition into which events still come.
  private static final int FORMER_METADATA_MAX = 250;

  private TableLayout() {}

  static Schema schema(TableName table, LakeSchema schema) {
    return new Schema(fields(table, schema).toList());
  }

  /// The columns of `present` and those of `wanted` that it does not have.
  static Schema widened(Schema present, TableName table, LakeSchema wanted) {
    var fields = new ArrayList<>(present.columns());
    fields(table, wanted)
        .filter(field -> present.findField(field.fieldId()) == null)
        .forEach(fields::add);
    return new Schema(fields);
  }

  /// A promoted property has its source as the comment of its column: the lake alone says where its
  /// values come from.
  private static Stream<Types.NestedField> fields(TableName table, LakeSchema schema) {
    var paths =
        schema.promoted().stream()
            .collect(
                Collectors.toMap(
                    property -> property.column().fieldId(), property -> property.source().text()));
    return schema.columns(table).stream().map(column -> field(column, paths.get(column.fieldId())));
  }

  static int lastFieldId(Schema schema, int before) {
    return Math.max(
        Math.max(before, OWN_FIELD_ID_MAX),
        schema.columns().stream().mapToInt(Types.NestedField::fieldId).max().orElse(0));
  }

  /// The schema of a table of facts, whose columns are numbered from 1 on.
  static Schema schema(FactRows facts) {
    return new Schema(facts.columns().stream().map(column -> field(column, null)).toList());
  }

  private static Types.NestedField field(Column column, @Nullable String comment) {
    var type = type(column.type());
    return column.required()
        ? Types.NestedField.required(column.fieldId(), column.name(), type, comment)
        : Types.NestedField.optional(column.fieldId(), column.name(), type, comment);
  }

  /// The promoted properties of a table's schema, by their field ids. A column without a comment
  /// has the property of its own name.
  static List<PromotedColumn> promoted(Schema schema) {
    return schema.columns().stream()
        .filter(field -> field.fieldId() > OWN_FIELD_ID_MAX)
        .map(TableLayout::promoted)
        .sorted(Comparator.comparingInt(property -> property.column().fieldId()))
        .toList();
  }

  private static PromotedColumn promoted(Types.NestedField field) {
    @Nullable String comment = field.doc();
    var source =
        Optional.ofNullable(comment)
            .flatMap(PropertySource::find)
            .orElseGet(() -> PropertySource.ofAll("$.properties." + field.name()));
    return new PromotedColumn(
        new Column(field.fieldId(), field.name(), columnType(field.type()), false), source);
  }

  private static ColumnType columnType(Type type) {
    return Arrays.stream(ColumnType.values())
        .filter(known -> type(known).equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No column has the type " + type));
  }

  private static Type type(ColumnType type) {
    return switch (type) {
      case INTEGER -> Types.IntegerType.get();
      case LONG -> Types.LongType.get();
      case DOUBLE -> Types.DoubleType.get();
      case BOOLEAN -> Types.BooleanType.get();
      case TIMESTAMP -> Types.TimestampType.withZone();
      case STRING -> Types.StringType.get();
    };
  }

  static PartitionSpec partitions(TableName table, Schema schema) {
    var spec = PartitionSpec.builderFor(schema);
    String time = table.time().name();
    return switch (table.period()) {
      case DAY -> spec.day(time).build();
      case MONTH -> spec.month(time).build();
      case YEAR -> spec.year(time).build();
    };
  }

  static SortOrder order(TableName table, Schema schema) {
    var order = SortOrder.builderFor(schema);
    table.sortedBy().forEach(column -> order.asc(column.name()));
    return order.build();
  }

  static Map<String, String> properties() {
    var properties = new HashMap<String, String>();
    properties.put(TableProperties.FORMAT_VERSION, "2");
    properties.put(TableProperties.COMMIT_NUM_RETRIES, "0");
    properties.put(TableProperties.METADATA_COMPRESSION, "gzip");
    properties.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "false");
    properties.put(
        TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, Integer.toString(FORMER_METADATA_MAX));
    properties.put(TableProperties.DEFAULT_FILE_FORMAT, "parquet");
    properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
    return Map.copyOf(properties);
  }
}
