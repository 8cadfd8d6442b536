package dev.forktail.lake;

import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.CommitOutcome;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.TableName;
import java.util.List;
import org.apache.iceberg.TableMetadata;

/// Making a table, or giving it the columns that it lacks.
record Preparation(TableName name, LakeRoot root, LakeSchema schema) implements TableChange.Step {

  @Override
  public CommitOutcome on(PinnedOperations version) {
    if (version.isNew()) {
      requireEmpty();
      version.commit(null, first());
      return Snapshots.committed(version);
    }
    var lacking = lacking(version.current());
    if (!lacking.isEmpty()) {
      version.commit(version.current(), widened(version.current()));
    }
    return Snapshots.committed(version);
  }

  /// Files that are there before the table are those of a table that somebody has lost, and would
  /// be swept away as nobody's.
  private void requireEmpty() {
    if (new LocalLakeRemains(root).hasFiles(name)) {
      throw new LakeException.Wrong(
          "%s has files, but the event database knows no such table. Stop the server and run ./forktail recover --lake %s, or choose another lake.folder."
              .formatted(root.table(name), root.uri()));
    }
  }

  private List<Column> lacking(TableMetadata table) {
    return schema.columns(name).stream()
        .filter(column -> table.schema().findField(column.fieldId()) == null)
        .toList();
  }

  private TableMetadata widened(TableMetadata table) {
    var columns = TableLayout.widened(table.schema(), name, schema);
    return TableMetadata.buildFrom(table)
        .setCurrentSchema(columns, TableLayout.lastFieldId(columns, table.lastColumnId()))
        .build();
  }

  /// The first version: with the columns that every table of this name has, which Iceberg numbers
  /// from 1 on as we do, then with the others under their own numbers.
  private TableMetadata first() {
    var own = TableLayout.schema(name, LakeSchema.plain());
    var plain =
        TableMetadata.newTableMetadata(
            own,
            TableLayout.partitions(name, own),
            TableLayout.order(name, own),
            root.table(name),
            TableLayout.properties());
    var all = TableLayout.schema(name, schema);
    return TableMetadata.buildFrom(plain)
        .setCurrentSchema(all, TableLayout.lastFieldId(all, plain.lastColumnId()))
        .discardChanges()
        .build();
  }
}
