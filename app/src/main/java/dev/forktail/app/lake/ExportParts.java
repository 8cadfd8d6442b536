package dev.forktail.app.lake;

import dev.forktail.duckdb.lake.FileNames;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.engine.export.ExportDiary;
import dev.forktail.engine.export.ExportPorts;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.PromotedProperties;
import dev.forktail.engine.facts.FactExport;
import dev.forktail.lake.IcebergFacts;
import dev.forktail.lake.Lake;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresExportDiary;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresPromotedProperties;
import dev.forktail.postgres.export.PostgresSealedSlices;
import dev.forktail.postgres.export.PostgresStagedFiles;
import dev.forktail.postgres.facts.PostgresFactPointers;
import dev.forktail.postgres.facts.PostgresFactStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/// What the export of a server is made of: slices and lists in PostgreSQL, tables in Iceberg, files
/// by DuckDB.
record ExportParts(
    ExportSettings settings,
    Children children,
    ExportPorts ports,
    PromotedProperties promoted,
    ExportDiary diary,
    FactsInLake facts) {
  private static final Duration CHILD_WAIT_MAX = Duration.ofMinutes(1);
  private static final long CHILD_TEMPORARY_BYTES_MAX = 4L << 30;

  /// @param work a folder of nobody else, for the children
  static ExportParts of(
      ExportSettings configured, Path work, PostgresDatabase database, ExportSeams seams) {
    var settings = seams.settings().apply(configured);
    var root = LakeRoot.of(settings.lake());
    var catalog = seams.catalog().apply(new PostgresLakeCatalog(database));
    var lake = Lake.at(root, catalog, UUID::randomUUID);
    var children =
        new Children(childConfig(settings, work), root, new FileNames(new SecureRandom()));
    var ports =
        new ExportPorts(
            new PostgresSealedSlices(database),
            new PostgresStagedFiles(database),
            children.writer(),
            children.merger(),
            lake.tables(),
            lake.folder());
    return new ExportParts(
        settings,
        children,
        seams.ports().apply(ports),
        new PostgresPromotedProperties(database),
        new PostgresExportDiary(database),
        new FactsInLake(
            new FactExport(
                new PostgresFactStore(database),
                children.facts(),
                new IcebergFacts(root, new PostgresFactPointers(database), UUID::randomUUID),
                settings.plan().longestQuery(),
                InstantSource.system())));
  }

  private static ChildConfig childConfig(ExportSettings settings, Path work) {
    return new ChildConfig(
        work,
        settings.childMemoryBytes(),
        settings.childThreads(),
        CHILD_TEMPORARY_BYTES_MAX,
        1,
        0,
        CHILD_WAIT_MAX);
  }
}
