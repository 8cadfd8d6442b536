package dev.forktail.app.imports;

import dev.forktail.app.lake.ExportSettings;
import dev.forktail.duckdb.lake.DuckDbImportFiles;
import dev.forktail.duckdb.lake.FileNames;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.imports.ImportConfig;
import dev.forktail.engine.imports.ImportPorts;
import dev.forktail.engine.imports.Importer;
import dev.forktail.lake.Lake;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresPromotedProperties;
import dev.forktail.postgres.imports.PostgresImportCatalog;
import dev.forktail.postgres.query.PostgresEventSnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/// What an import is made of: the lists in PostgreSQL, tables in Iceberg, files by one DuckDB
/// child.
///
/// @param ports what it works with
public record ImportParts(ChildPool children, ImportPorts ports, ImportConfig config)
    implements AutoCloseable {
  private static final Duration CHILD_WAIT_MAX = Duration.ofMinutes(1);
  private static final Duration MAP_MAX = Duration.ofHours(12);
  private static final Duration PART_MAX = Duration.ofMinutes(20);
  private static final Duration COMMIT_WITHIN = Duration.ofHours(6);
  private static final long CHILD_TEMPORARY_BYTES_MAX = 4L << 30;

  /// What of a child's memory the rows of a part may take: besides them it holds them sorted, and
  /// the file that is being written.
  private static final int PART_SHARE = 6;

  /// Gets them ready.
  ///
  /// @param work a folder of nobody else
  public static ImportParts open(
      ExportSettings settings,
      Path work,
      long refusedMax,
      PostgresDatabase database,
      ImportSeams seams) {
    var root = LakeRoot.of(settings.lake());
    var lake = Lake.at(root, new PostgresLakeCatalog(database), UUID::randomUUID);
    var children = children(settings, work.resolve("children"));
    var ports =
        new ImportPorts(
            new DuckDbImportFiles(
                children, root, new FileNames(new SecureRandom()), MAP_MAX, PART_MAX),
            new PostgresImportCatalog(database),
            lake.tables(),
            lake.drafts(),
            lake.folder(),
            new PostgresEventSnapshots(database),
            lake.versions(),
            new PostgresPromotedProperties(database)::schema);
    long partBytesMax = settings.childMemoryBytes() / PART_SHARE;
    return new ImportParts(
        children,
        seams.ports().apply(ports),
        new ImportConfig(work.resolve("rows"), partBytesMax, refusedMax, COMMIT_WITHIN));
  }

  private static ChildPool children(ExportSettings settings, Path folder) {
    try {
      return ChildPool.open(
          new ChildConfig(
              folder,
              settings.childMemoryBytes(),
              settings.childThreads(),
              CHILD_TEMPORARY_BYTES_MAX,
              1,
              0,
              CHILD_WAIT_MAX));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare DuckDB in " + folder, e);
    }
  }

  /// Runs imports with these parts.
  public Importer importer() {
    return new Importer(ports, config, UUID::randomUUID, InstantSource.system());
  }

  @Override
  public void close() {
    children.close();
  }
}
