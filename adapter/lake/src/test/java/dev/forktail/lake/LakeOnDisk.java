package dev.forktail.lake;

import static dev.forktail.engine.export.LakeFiles.NOON;

import dev.forktail.engine.export.LakeCatalog;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeFiles;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// A lake in a folder of a test. Its data files have no content worth reading.
final class LakeOnDisk {
  static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

  private final LakeRoot root;
  private final LakeCatalog catalog;
  private int names;

  LakeOnDisk(Path folder, LakeCatalog catalog) {
    this.root = LakeRoot.of(folder.resolve("lake"));
    this.catalog = catalog;
  }

  /// The lake, as another process would open it.
  Lake at() {
    return at(catalog);
  }

  /// The lake with another catalog before it.
  Lake at(LakeCatalog other) {
    return Lake.at(root, other, UUID::randomUUID);
  }

  LakeRoot root() {
    return root;
  }

  /// A new file with rows that occurred at noon of the day `daysAgo`.
  LakeFile written(TableName table, long rows, int daysAgo) {
    var noon = NOON.minus(Duration.ofDays(daysAgo));
    var file = LakeFiles.file(table, "f" + names++, rows, noon, noon);
    String location = root.dataFile(table, "f" + names + ".parquet");
    try {
      Files.createDirectories(LakeRoot.path(root.table(table)).resolve("data"));
      Files.write(LakeRoot.path(location), new byte[Math.toIntExact(file.bytes())]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LakeFile(table, location, file.rows(), file.events(), file.bytes(), file.columns());
  }

  static boolean exists(String location) {
    return Files.exists(LakeRoot.path(location));
  }
}
