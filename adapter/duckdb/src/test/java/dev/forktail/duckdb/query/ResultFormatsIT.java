package dev.forktail.duckdb.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.query.ResultFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultFormatsIT {
  /// A column of each type that a statement can make.
  private static final String ALL_TYPES =
      """
      SELECT 1::TINYINT, 2::USMALLINT, 3::BIGINT, 4::UBIGINT, 5::HUGEINT, 6::UHUGEINT, 1.5::FLOAT,
        1.5::DOUBLE, 'nan'::DOUBLE, 1.50::DECIMAL(9, 2), true, 'é', NULL, DATE '2026-11-22',
        TIME '10:00:00', TIMETZ '10:00:00+01', TIMESTAMP '2026-11-22 10:00:00',
        TIMESTAMPTZ '2026-11-22 10:00:00.5Z', TIMESTAMP_S '2026-11-22 10:00:00',
        TIMESTAMP_MS '2026-11-22 10:00:00', TIMESTAMP_NS '2026-11-22 10:00:00', INTERVAL 3 DAY,
        '2f5b6c0e-6f8b-4d0e-9c43-d3a7a2a6f0ff'::UUID, '\\xAB'::BLOB, '0101'::BIT, 'x'::ENUM('x'),
        [1, 2], [1, 2]::INTEGER[2], {'a': {'b': [1]}}, MAP {'k': [1]}, '{"a": 1}'::JSON,
        union_value(k := 3), row(1, 2), []
      """;

  @TempDir private static Path work;
  private static ChildPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void open() throws IOException {
    pool = TestQueries.pool(work);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "-5::TINYINT                             ; -5                            ; -5",
        "18446744073709551615::UBIGINT           ; 18446744073709551615          ;"
            + " 18446744073709551615",
        "170141183460469231731687303715884105727 ; 170141183460469231731687303715884105727 ;"
            + " 170141183460469231731687303715884105727",
        "1.50::DECIMAL(9, 2)                     ; 1.50                          ; 1.50",
        "1e-10::DECIMAL(38, 10)                  ; 0.0000000001                  ; 0.0000000001",
        "0.1::DOUBLE                             ; 0.1                           ; 0.1",
        "'nan'::DOUBLE                           ; null                          ; NaN",
        "'-inf'::FLOAT                           ; null                          ; -Infinity",
        "true                                    ; true                          ; true",
        "'a\"b'                                  ; \"a\\\"b\"                    ; \"a\"\"b\"",
        "'a,b'                                   ; \"a,b\"                       ; \"a,b\"",
        "'é€😀'                                  ; \"é€😀\"                      ; é€😀",
        "'a' || chr(10) || chr(1) || '\\'        ; \"a\\n\\u0001\\\\\"           ;"
            + " `\"a\n\u0001\\\"`",
        "''                                      ; \"\"                          ; \"\"",
        "NULL                                    ; null                          ; ``",
        "DATE '2026-11-22'                       ; \"2026-11-22\"                ; 2026-11-22",
        "'infinity'::DATE                        ; \"infinity\"                  ; infinity",
        "TIME '10:00'                            ; \"10:00:00\"                  ; 10:00:00",
        "TIMESTAMPTZ '2026-11-22 10:00:00.5+01'  ; \"2026-11-22T09:00:00.500000Z\" ;"
            + " 2026-11-22T09:00:00.500000Z",
        "TIMESTAMP '2026-11-22 10:00:00.000001'  ; \"2026-11-22T10:00:00.000001\" ;"
            + " 2026-11-22T10:00:00.000001",
        "TIMESTAMP_NS '2026-11-22 10:00:00.000000001' ; \"2026-11-22T10:00:00.000000001\" ;"
            + " 2026-11-22T10:00:00.000000001",
        "TIMESTAMP '0099-01-01 00:00:00'         ; \"0099-01-01T00:00:00.000000\" ;"
            + " 0099-01-01T00:00:00.000000",
        "'infinity'::TIMESTAMPTZ                 ; \"infinity\"                  ; infinity",
        "'-infinity'::TIMESTAMP                  ; \"-infinity\"                 ; -infinity",
        "INTERVAL 3 DAY                          ; \"3 days\"                    ; 3 days",
        "'2f5b6c0e-6f8b-4d0e-9c43-d3a7a2a6f0ff'::UUID ;"
            + " \"2f5b6c0e-6f8b-4d0e-9c43-d3a7a2a6f0ff\" ; 2f5b6c0e-6f8b-4d0e-9c43-d3a7a2a6f0ff",
        "'\\xAB'::BLOB                           ; \"qw==\"                      ; qw==",
        "[1.5::DOUBLE, 'nan', NULL]              ; [1.5,null,null]               ;"
            + " \"[1.5,null,null]\"",
        "[TIMESTAMPTZ '2026-11-22 10:00:00Z']    ; [\"2026-11-22T10:00:00.000000Z\"] ;"
            + " `\"[\"\"2026-11-22T10:00:00.000000Z\"\"]\"`",
        "{'a': {'b': ['x']}, 'c': 5::HUGEINT}    ; {\"a\":{\"b\":[\"x\"]},\"c\":5} ;"
            + " `\"{\"\"a\"\":{\"\"b\"\":[\"\"x\"\"]},\"\"c\"\":5}\"`",
        "MAP {1: 'x'}                            ; {\"1\":\"x\"}                 ;"
            + " `\"{\"\"1\"\":\"\"x\"\"}\"`",
        "'{\"a\":[true,null,-1.5e3]}'::JSON      ; {\"a\":[true,null,-1.5e3]}    ;"
            + " `\"{\"\"a\"\":[true,null,-1.5e3]}\"`",
        "'{\"a\":[NaN,-Infinity,\"NaN\"]}'::JSON ; {\"a\":[null,null,\"NaN\"]}   ;"
            + " `\"{\"\"a\"\":[NaN,-Infinity,\"\"NaN\"\"]}\"`",
        "('[1,' || chr(10) || '2]')::JSON        ; [1,2]                         ; `\"[1,\n2]\"`",
      })
  void everyTypeHasItsText(String value, String json, String csv) {
    String sql = "SELECT " + value + " AS v";

    assertThat(text(sql, ResultFormat.JSON)).isEqualTo("[[" + json + "]]");
    assertThat(text(sql, ResultFormat.NDJSON)).isEqualTo("{\"v\":" + json + "}\n");
    assertThat(text(sql, ResultFormat.CSV)).isEqualTo("v\r\n" + csv + "\r\n");
  }

  @Test
  void columnsOfOneNameAreToldApart() {
    String sql = "SELECT 1 AS a, 2 AS a, 3 AS \"a,\"";

    assertThat(text(sql, ResultFormat.NDJSON)).isEqualTo("{\"a\":1,\"a_1\":2,\"a,\":3}\n");
    assertThat(text(sql, ResultFormat.CSV)).isEqualTo("a,a_1,\"a,\"\r\n1,2,3\r\n");
    assertThat(text(sql, ResultFormat.JSON)).isEqualTo("[[1,2,3]]");
  }

  @Test
  void aStatementMayEndAsItLikes() {
    assertThat(text("SELECT 1;", ResultFormat.JSON)).isEqualTo("[[1]]");
    assertThat(text("SELECT 1 -- one", ResultFormat.JSON)).isEqualTo("[[1]]");
    assertThat(text("VALUES (1), (2)", ResultFormat.JSON)).isEqualTo("[[1],[2]]");
    assertThat(text("SELECT 1 WHERE false", ResultFormat.NDJSON)).isEmpty();
  }

  @Test
  void theOrderOfAResultIsKept() {
    String sql = "SELECT range FROM range(100000) ORDER BY range DESC";

    assertThat(text(sql, ResultFormat.CSV)).startsWith("range\r\n99999\r\n99998\r\n");
  }

  @Test
  void everyTypeHasItsPlaceInParquet() throws IOException, SQLException {
    Path file = folder.resolve("x.parquet");
    Files.write(file, bytes(ALL_TYPES, ResultFormat.PARQUET));

    assertThat(query("SELECT count(*) FROM '" + file + "'")).isEqualTo("1");
    Files.write(file, bytes("SELECT sum(range) s FROM range(3)", ResultFormat.PARQUET));
    assertThat(query("SELECT typeof(s) || s FROM '" + file + "'")).isEqualTo("DECIMAL(38,0)3");
  }

  @Test
  void everyTypeHasItsPlaceInArrow() throws IOException {
    try (var allocator = new RootAllocator();
        var reader = arrow(ALL_TYPES, allocator)) {
      assertThat(reader.loadNextBatch()).isTrue();
      var root = reader.getVectorSchemaRoot();
      assertThat(root.getRowCount()).isEqualTo(1);
      assertThat(root.getVector(11).getObject(0)).hasToString("é");
      assertThat(root.getVector(28).getField().getChildren().getFirst().getName()).isEqualTo("a");
    }
  }

  @Test
  void longResultsArriveWholeInArrow() throws IOException {
    long sum = 0;
    try (var allocator = new RootAllocator();
        var reader = arrow("SELECT range AS i FROM range(100000)", allocator)) {
      while (reader.loadNextBatch()) {
        var root = reader.getVectorSchemaRoot();
        for (int i = 0; i < root.getRowCount(); i++) {
          sum += (Long) root.getVector("i").getObject(i);
        }
      }
    }
    assertThat(sum).isEqualTo(99_999L * 100_000 / 2);
  }

  private ArrowStreamReader arrow(String sql, RootAllocator allocator) {
    return new ArrowStreamReader(
        new ByteArrayInputStream(bytes(sql, ResultFormat.ARROW)), allocator);
  }

  private byte[] bytes(String sql, ResultFormat format) {
    return new TestQueries(pool, folder).bytes(sql, format);
  }

  private String text(String sql, ResultFormat format) {
    return new TestQueries(pool, folder).text(sql, format);
  }

  private static String query(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
