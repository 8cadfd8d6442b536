package dev.forktail.duckdb.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.forktail.duckdb.lake.DuckDbFactWriter;
import dev.forktail.duckdb.lake.FileNames;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.facts.FactFile;
import dev.forktail.engine.facts.FactRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbFactWriterIT {
  private static final FactRows PRODUCTS =
      new FactRows(
          "products",
          List.of(
              new Column(1, "Name", ColumnType.STRING, false),
              new Column(2, "price", ColumnType.DOUBLE, false)));

  @TempDir private static Path work;
  private static ChildPool pool;

  @TempDir private Path lake;

  @BeforeAll
  static void open() throws IOException {
    pool = TestQueries.pool(work);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @Test
  void factsAreAFileWithTheirColumnsAndTheirNumbers() throws SQLException {
    var file = writer().write(PRODUCTS, TestFacts.rows(row("Apple", 1.5), row("Bread", 3.0)));

    assertThat(file.rows()).isEqualTo(2);
    assertThat(file.location()).contains("/facts/products/data/facts-");
    assertThat(file.columns())
        .extracting(ColumnStats::fieldId, ColumnStats::lower, ColumnStats::upper)
        .containsExactly(tuple(1, "Apple", "Bread"), tuple(2, "1.5", "3.0"));
    assertThat(read(file, "SELECT sum(price) FROM %s WHERE Name = 'Bread'")).isEqualTo("3.0");
    assertThat(read(file, "SELECT max(field_id) FROM parquet_schema(%s)")).isEqualTo("2");
  }

  @Test
  void aTableWithoutRowsIsAFileToo() throws SQLException {
    var file = writer().write(PRODUCTS, TestFacts.rows());

    assertThat(file.rows()).isZero();
    assertThat(read(file, "SELECT count(*) FROM %s")).isEqualTo("0");
  }

  @Test
  void rowsThatEndTooEarlyAreNoFile() {
    var half = TestFacts.rows(row("Apple", 1.5));

    assertThatThrownBy(
            () ->
                writer()
                    .write(
                        PRODUCTS,
                        out -> {
                          half.copyTo(out);
                          throw new IOException("the database is away");
                        }))
        .isInstanceOf(LakeException.Unavailable.class)
        .hasMessageContaining("the database is away");
    assertThat(lake.resolve("facts")).doesNotExist();
  }

  private static Object[] row(String name, double price) {
    return new Object[] {name, price};
  }

  private DuckDbFactWriter writer() {
    return new DuckDbFactWriter(
        pool, LakeRoot.of(lake), new FileNames(new Random()), TestQueries.LIMIT);
  }

  private static String read(FactFile file, String sql) throws SQLException {
    String path = "'" + LakeRoot.path(file.location()) + "'";
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql.formatted(path))) {
      rows.next();
      return rows.getString(1);
    }
  }
}
