package dev.forktail.lake;

import dev.forktail.engine.facts.FactFile;
import dev.forktail.engine.facts.FactRows;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;

/// A table of facts while it is being made. What is committed to it is only in memory, and the
/// files that it names; whoever has it writes it down.
final class FactState implements TableOperations {
  private final FileIO files;
  private TableMetadata metadata;

  FactState(FactRows table, String location, FileIO files) {
    this.files = files;
    this.metadata =
        TableMetadata.newTableMetadata(
            TableLayout.schema(table),
            PartitionSpec.unpartitioned(),
            SortOrder.unsorted(),
            location,
            TableLayout.properties());
  }

  /// Makes `file` its content.
  void add(FactFile file) {
    Tables.of(this).newAppend().appendFile(TableEntry.of(file, metadata)).commit();
  }

  @Override
  public TableMetadata current() {
    return metadata;
  }

  @Override
  public TableMetadata refresh() {
    return metadata;
  }

  @Override
  public void commit(@Nullable TableMetadata base, TableMetadata next) {
    if (!Objects.equals(base, metadata)) {
      throw new CommitFailedException("Another state");
    }
    metadata = next;
  }

  @Override
  public FileIO io() {
    return files;
  }

  @Override
  public String metadataFileLocation(String name) {
    return metadata.location() + "/metadata/" + name;
  }

  @Override
  public LocationProvider locationProvider() {
    return LocationProviders.locationsFor(metadata.location(), Map.of());
  }
}
