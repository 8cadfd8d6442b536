package dev.forktail.engine.export.memory;

import dev.forktail.engine.export.LakeCatalog;
import dev.forktail.engine.export.StagedFiles;
import dev.forktail.engine.export.TableName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The pointers of the lake's tables in memory.
public final class InMemoryLakeCatalog implements LakeCatalog {
  private final StagedFiles epochs;
  private final Map<TableName, String> locations = new EnumMap<>(TableName.class);

  /// @param epochs says which epoch is current
  public InMemoryLakeCatalog(StagedFiles epochs) {
    this.epochs = epochs;
  }

  @Override
  public synchronized Optional<String> find(TableName table) {
    return Optional.ofNullable(locations.get(table));
  }

  @Override
  public synchronized Swap swap(
      long epoch, TableName table, @Nullable String expected, String next) {
    if (!epochs.isCurrent(epoch)) {
      return Swap.FENCED;
    }
    if (!Objects.equals(locations.get(table), expected)) {
      return Swap.MOVED;
    }
    locations.put(table, next);
    return Swap.DONE;
  }
}
