package dev.forktail.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.facts.FactFile;
import dev.forktail.engine.facts.FactPointers;
import dev.forktail.engine.facts.FactRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IcebergFactsTest {
  static final FactRows PRODUCTS =
      new FactRows(
          "products",
          List.of(
              new Column(1, "sku", ColumnType.STRING, false),
              new Column(2, "price", ColumnType.DOUBLE, false)));
  private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

  @TempDir private Path folder;
  private final Map<String, String> locations = new HashMap<>();

  @Test
  void aTableHasTheFileAndTheColumnsOfItsLastState() throws IOException {
    var lake = lake();
    lake.replace(PRODUCTS, file(folder, "one", 3));
    var fewer = new FactRows("products", List.of(new Column(1, "sku", ColumnType.STRING, false)));
    lake.replace(fewer, file(folder, "two", 5));

    var table = current();

    assertThat(table.schema().columns()).extracting(field -> field.name()).containsExactly("sku");
    assertThat(table.currentSnapshot().summary())
        .containsEntry("total-records", "5")
        .containsEntry("total-data-files", "1");
    assertThat(Snapshots.files(table, new LocalFiles()))
        .hasSize(4)
        .allMatch(LakeOnDisk::exists)
        .anyMatch(location -> location.endsWith("two.parquet"));
  }

  @Test
  void whatNoTableHasAnyMoreIsDeletedOnceItIsOld() throws IOException {
    var lake = lake();
    lake.replace(PRODUCTS, file(folder, "one", 3));
    lake.replace(PRODUCTS, file(folder, "two", 5));

    assertThat(lake.sweep(Instant.EPOCH)).isZero();
    assertThat(lake.sweep(LATER)).isEqualTo(4);
    assertThat(lake.sweep(LATER)).isZero();

    assertThat(Snapshots.files(current(), new LocalFiles())).allMatch(LakeOnDisk::exists);
    lake.keepOnly(Set.of("pages"));
    assertThat(locations).isEmpty();
    assertThat(lake.sweep(LATER)).isEqualTo(4);
  }

  @Test
  void aCatalogThatIsAwayChangesNothing() throws IOException {
    var away =
        new IcebergFacts(
            LakeRoot.of(folder),
            new Pointers(locations) {
              @Override
              public void put(String name, String location) {
                throw new StoreException.Unavailable("connection refused");
              }
            },
            UUID::randomUUID);
    var file = file(folder, "one", 3);

    assertThatThrownBy(() -> away.replace(PRODUCTS, file))
        .isInstanceOf(LakeException.Unavailable.class)
        .hasMessageContaining("connection refused");
  }

  private TableMetadata current() {
    return TableMetadataParser.read(new LocalFiles(), locations.get("products"));
  }

  private IcebergFacts lake() {
    return new IcebergFacts(LakeRoot.of(folder), new Pointers(locations), UUID::randomUUID);
  }

  /// A file whose content nobody reads.
  static FactFile file(Path folder, String name, long rows) throws IOException {
    var path = folder.resolve("facts/products/data/" + name + ".parquet");
    Files.createDirectories(path.resolveSibling(""));
    Files.write(path, new byte[10]);
    return new FactFile(
        "file://" + path, rows, 10, List.of(new ColumnStats(1, 5, rows, 0, "a", "b")));
  }

  private static class Pointers implements FactPointers {
    private final Map<String, String> locations;

    Pointers(Map<String, String> locations) {
      this.locations = locations;
    }

    @Override
    public Map<String, String> all() {
      return Map.copyOf(locations);
    }

    @Override
    public void put(String name, String location) {
      locations.put(name, location);
    }

    @Override
    public void remove(String name) {
      locations.remove(name);
    }
  }
}
