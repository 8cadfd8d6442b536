package dev.forktail.lake;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.TableName;
import dev.forktail.lake.PinnedOperations.Access;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.jspecify.annotations.Nullable;

/// Looks up which version of a table is current.
final class TableVersions {
  private final TableName table;
  private final Access access;

  /// What was read last; metadata files never change.
  private volatile @Nullable TableMetadata last;

  TableVersions(TableName table, Access access) {
    this.table = table;
    this.access = access;
  }

  /// The current version; null while there is no table.
  @Nullable TableMetadata current() {
    try {
      @Nullable String location = access.catalog().find(table).orElse(null);
      if (location == null) {
        return null;
      }
      var known = last;
      if (known != null && known.metadataFileLocation().equals(location)) {
        return known;
      }
      var read = TableMetadataParser.read(access.files(), location);
      last = read;
      return read;
    } catch (StoreException e) {
      throw new LakeException.Unavailable(
          "Cannot look up the lake table %s: %s".formatted(table.text(), e.reason()), e);
    } catch (RuntimeException e) {
      throw new LakeException.Unavailable(
          "Cannot read the lake table %s: %s".formatted(table.text(), e), e);
    }
  }
}
