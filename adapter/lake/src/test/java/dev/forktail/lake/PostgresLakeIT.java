package dev.forktail.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.CommitOutcome.Committed;
import dev.forktail.engine.export.CommitOutcome.Fenced;
import dev.forktail.engine.export.CommitOutcome.OutOfStep;
import dev.forktail.engine.export.LakeAppend;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.TableName;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.embedded.EmbeddedPostgres;
import dev.forktail.postgres.embedded.EmbeddedPostgresConfig;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresStagedFiles;
import dev.forktail.postgres.facts.PostgresFactPointers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Real metadata on a disk and the pointers in a real event database.
final class PostgresLakeIT {
  private static final Logger log = LoggerFactory.getLogger(PostgresLakeIT.class);
  private static final Path BINARIES = Path.of("target/postgres-binaries");
  private static final Instant OPENED = Instant.parse("2026-11-22T12:00:10Z");

  /// What a test does with the lake.
  private interface Body {
    void on(EmbeddedPostgres server, PostgresDatabase database, LakeOnDisk lake) throws IOException;
  }

  private static void run(Path folder, Body body) throws IOException {
    var config = new EmbeddedPostgresConfig(folder.resolve("postgres"), BINARIES, 0, Map.of());
    try (var server = EmbeddedPostgres.start(config)) {
      server.createDatabase("event");
      var access =
          PostgresConfig.standard(server.jdbcUrl("event"), server.user(), server.password());
      try (var database = PostgresDatabase.open(access, OPENED)) {
        body.on(server, database, new LakeOnDisk(folder, new PostgresLakeCatalog(database)));
      }
    }
  }

  private static LakeAppend append(long epoch, long expected, long watermark, LakeFile file) {
    return new LakeAppend(UUID.randomUUID(), epoch, expected, watermark, List.of(file));
  }

  @Test
  void ofTwoExportersOneCommitsASliceAndTheReplacedOneNothing(@TempDir Path folder)
      throws IOException {
    run(
        folder,
        (_, database, lake) -> {
          var staged = new PostgresStagedFiles(database);
          var first = lake.at().table(TableName.EVENTS);
          var second = lake.at().table(TableName.EVENTS);
          long replaced = staged.takeOver();
          first.prepare(replaced, LakeSchema.plain());
          long epoch = staged.takeOver();

          assertThat(first.append(append(replaced, 0, 5, written(lake, 3))))
              .isEqualTo(new Fenced());
          assertThat(second.append(append(epoch, 0, 5, written(lake, 3))))
              .isInstanceOf(Committed.class);
          assertThat(first.append(append(replaced, 0, 5, written(lake, 3))))
              .isEqualTo(new OutOfStep(second.state()));
          assertThat(first.append(append(replaced, 5, 6, written(lake, 3))))
              .isEqualTo(new Fenced());
          assertThat(second.state().rows()).isEqualTo(3);
          assertThat(second.reachable()).allMatch(LakeOnDisk::exists);
        });
  }

  private static LakeFile written(LakeOnDisk lake, long rows) {
    return lake.written(TableName.EVENTS, rows, 0);
  }

  @Test
  void otherEnginesFindTheTablesThroughTheJdbcCatalog(@TempDir Path folder) throws IOException {
    run(
        folder,
        (server, database, lake) -> {
          long epoch = new PostgresStagedFiles(database).takeOver();
          for (var table : lake.at().tables()) {
            table.prepare(epoch, LakeSchema.plain());
            table.append(append(epoch, 0, 5, lake.written(table.name(), 3, 0)));
            table.prepare(epoch, Schemas.WITH_PRICE);
            table.append(append(epoch, 5, 6, lake.written(table.name(), 2, 40)));
          }
          new IcebergFacts(lake.root(), new PostgresFactPointers(database), UUID::randomUUID)
              .replace(
                  IcebergFactsTest.PRODUCTS,
                  IcebergFactsTest.file(LakeRoot.path(lake.root().uri()), "one", 3));
          try (var catalog = jdbcCatalog(server, lake)) {
            var facts = catalog.loadTable(TableIdentifier.of("facts", "products"));
            assertThat(facts.schema().columns()).hasSize(2);
            assertThat(files(facts, Expressions.equal("sku", "b"))).isOne();
            assertThat(files(facts, Expressions.equal("sku", "c"))).isZero();
            assertThatTheTableIsThere(catalog, TableName.ROLLUP_HOUR);
            assertThatTheTableIsThere(catalog, TableName.ROLLUP_DAY);
            var events = assertThatTheTableIsThere(catalog, TableName.EVENTS);
            assertThat(events.schema().findField("price"))
                .isEqualTo(
                    Types.NestedField.optional(
                        Schemas.PRICE.column().fieldId(),
                        "price",
                        Types.DoubleType.get(),
                        Schemas.PRICE.source().text()));
          }
        });
  }

  private static JdbcCatalog jdbcCatalog(EmbeddedPostgres server, LakeOnDisk lake) {
    var catalog = new JdbcCatalog(_ -> new LocalFiles(), null, false);
    catalog.initialize(
        "forktail",
        Map.of(
            CatalogProperties.URI,
            server.jdbcUrl("event"),
            CatalogProperties.WAREHOUSE_LOCATION,
            lake.root().uri(),
            "jdbc.user",
            server.user(),
            "jdbc.password",
            server.password(),
            "jdbc.schema-version",
            "V1"));
    return catalog;
  }

  private static Table assertThatTheTableIsThere(JdbcCatalog catalog, TableName name)
      throws IOException {
    var table = catalog.loadTable(TableIdentifier.of("lake", name.text()));
    String time = name.time().name();
    assertThat(table.properties()).containsEntry("forktail.watermark", "6");
    assertThat(files(table, Expressions.alwaysTrue())).isEqualTo(2);
    assertThat(files(table, Expressions.greaterThan(time, "2026-11-22T00:00:00Z"))).isOne();
    assertThat(files(table, Expressions.lessThan(time, "2026-11-01T00:00:00Z"))).isOne();
    assertThat(files(table, Expressions.lessThan(time, "2026-10-01T00:00:00Z"))).isZero();
    return table;
  }

  private static int files(Table table, Expression filter) throws IOException {
    try (var tasks = table.newScan().filter(filter).planFiles()) {
      int files = 0;
      for (FileScanTask task : tasks) {
        assertThat(task.deletes()).isEmpty();
        files++;
      }
      return files;
    }
  }

  @Test
  void aHundredCommitsInARowAreAllThere(@TempDir Path folder) throws IOException {
    run(
        folder,
        (_, database, lake) -> {
          long epoch = new PostgresStagedFiles(database).takeOver();
          var table = lake.at().table(TableName.EVENTS);
          table.prepare(epoch, LakeSchema.plain());
          var took = new long[100];
          for (int i = 0; i < took.length; i++) {
            var append = append(epoch, i, i + 1L, written(lake, 1));
            long began = System.nanoTime();
            assertThat(table.append(append)).isInstanceOf(Committed.class);
            took[i] = (System.nanoTime() - began) / 1_000_000;
          }
          log.info("Commits: first={}ms 50th={}ms 100th={}ms", took[0], took[49], took[99]);

          assertThat(table.state().rows()).isEqualTo(took.length);
          assertThat(table.state().watermark()).isEqualTo(took.length);
          assertThat(table.reachable()).allMatch(LakeOnDisk::exists);
        });
  }
}
