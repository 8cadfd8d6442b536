package dev.forktail.lake;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.LakeCatalog;
import dev.forktail.engine.export.LakeCatalog.Swap;
import dev.forktail.engine.export.TableName;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;

/// One version of a table, and the commit of the next one in its place.
///
/// [#refresh] does not look for a newer version. Iceberg refreshes before it commits and then
/// applies a change to whatever it finds; but a change of ours was decided on for this version, and
/// another exporter may have committed the same slices to the newer one.
final class PinnedOperations implements TableOperations {
  private final TableName table;
  private final LakeCatalog catalog;
  private final FileIO files;
  private final long epoch;
  private final Supplier<UUID> ids;
  private @Nullable TableMetadata pinned;

  PinnedOperations(TableName table, Access access, long epoch, @Nullable TableMetadata pinned) {
    this.table = table;
    this.catalog = access.catalog();
    this.files = access.files();
    this.ids = access.ids();
    this.epoch = epoch;
    this.pinned = pinned;
  }

  /// What a table is reached through.
  record Access(LakeCatalog catalog, FileIO files, Supplier<UUID> ids) {}

  /// Whether the table has no version yet.
  boolean isNew() {
    return pinned == null;
  }

  @Override
  public TableMetadata current() {
    if (pinned == null) {
      throw new IllegalStateException("There is no table " + table.text());
    }
    return pinned;
  }

  @Override
  public TableMetadata refresh() {
    return current();
  }

  @Override
  public void commit(@Nullable TableMetadata base, TableMetadata metadata) {
    if (!Objects.equals(base, pinned)) {
      throw new CommitFailedException("Not the version that is pinned");
    }
    if (metadata.equals(base)) {
      return;
    }
    String location = nextLocation(metadata);
    TableMetadataParser.write(metadata, files.newOutputFile(location));
    pinned =
        switch (swap(base == null ? null : base.metadataFileLocation(), location)) {
          case DONE -> committed(location);
          case MOVED -> throw new CommitFailedException("Another version is current");
          case FENCED -> throw new StoreException.Fenced("Another exporter has taken over");
        };
  }

  private Swap swap(@Nullable String expected, String next) {
    try {
      return catalog.swap(epoch, table, expected, next);
    } catch (StoreException.Unavailable | StoreException.Fenced e) {
      throw e;
    } catch (RuntimeException e) {
      throw undecided(e);
    }
  }

  private TableMetadata committed(String location) {
    try {
      return TableMetadataParser.read(files, location);
    } catch (RuntimeException e) {
      throw undecided(e);
    }
  }

  /// The one failure after which Iceberg deletes nothing: the new version may be the current one.
  private static CommitStateUnknownException undecided(RuntimeException cause) {
    return new CommitStateUnknownException(cause);
  }

  private String nextLocation(TableMetadata metadata) {
    String name =
        String.format(
            Locale.ROOT,
            "%05d-%s%s",
            version() + 1,
            ids.get(),
            TableMetadataParser.getFileExtension(TableMetadataParser.Codec.GZIP));
    return metadata.location() + "/metadata/" + name;
  }

  /// The number with which the name of the metadata file begins; -1 before the first.
  private int version() {
    if (pinned == null) {
      return -1;
    }
    String location = pinned.metadataFileLocation();
    String name = location.substring(location.lastIndexOf('/') + 1);
    return Integer.parseInt(name.substring(0, name.indexOf('-')));
  }

  @Override
  public FileIO io() {
    return files;
  }

  @Override
  public String metadataFileLocation(String name) {
    return current().location() + "/metadata/" + name;
  }

  @Override
  public LocationProvider locationProvider() {
    return LocationProviders.locationsFor(current().location(), Map.of());
  }
}
