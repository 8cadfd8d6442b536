package dev.forktail.web.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.query.EventSnapshots.EventSnapshot;
import dev.forktail.engine.query.RunningQueries;
import dev.forktail.engine.query.SqlEngine;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlOutcome;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.query.SqlVerdict;
import dev.forktail.engine.query.memory.InMemorySqlViews;
import dev.forktail.web.http.ApiServer;
import dev.forktail.web.http.Pages;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqlRoutesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir private Path folder;
  private final Pages statements = new Pages(4);
  private final RunningQueries running = new RunningQueries(() -> "made", InstantSource.system());
  private SqlEngine engine = SqlRoutesTest::twoRows;
  private ApiServer server;

  @BeforeEach
  void open() {
    var queries =
        new SqlQueries(
            (_, _) -> new SqlVerdict.Allowed(Set.of("events"), Set.of("name")),
            Nothing::new,
            (_, _) -> {
              throw new AssertionError("The lake is empty");
            },
            (run, out) -> engine.run(run, out),
            LakeSchema::plain,
            new InMemorySqlViews(),
            () -> 0,
            4);
    var limits = new QueryLimits(Duration.ofSeconds(30), 100, 1 << 30, folder);
    server =
        ApiServer.open(
            (routes, keys, pages) ->
                new SqlRoutes(queries, running, keys, limits).addTo(routes, statements, pages));
  }

  @AfterEach
  void close() {
    server.close();
    statements.close();
  }

  @Test
  void anAnswerHasRowsColumnsAndWhatItIsWorth() {
    var answer = post("{\"sql\":\"SELECT name, count(*) FROM events GROUP BY 1\"}", "read");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"rows\":[[\"buy\",12],[\"view\",90]],\"columns\":[{\"name\":\"name\",\"type\":\"VARCHAR\"},"
                + "{\"name\":\"count_star()\",\"type\":\"BIGINT\"}],\"as_of\":\"2026-11-23T12:00:00Z\","
                + "\"row_count\":2,\"truncated\":false,\"files\":0,\"file_bytes\":0,\"open_rows\":5,"
                + "\"elapsed_ms\":0.0}");
    assertThat(answer.headers().firstValue("Forktail-As-Of")).contains("2026-11-23T12:00:00Z");
    assertThat(answer.headers().firstValue("Forktail-Query-Id")).contains("made");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"sql\":\"\"} | sql",
        "{} | sql",
        "{\"sql\":1} | sql",
        "{\"sql\":\"SELECT 1\",\"format\":\"xml\"} | format",
        "{\"sql\":\"SELECT 1\",\"max_rows\":0} | max_rows",
        "{\"sql\":\"SELECT 1\",\"max_rows\":99999999999999999999} | max_rows",
        "{\"sql\":\"SELECT 1\",\"timeout_ms\":\"1\"} | timeout_ms",
        "{\"sql\":\"SELECT 1\",\"limit\":1} | limit",
        "SELECT 1 | JSON",
        "[] | object",
        "{\"sql\":\"SELECT 1\"} {} | behind"
      })
  void aWrongBodyIsToldWhatIsWrong(String body, String mentioned) {
    var answer = post(body, "read");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(mentioned);
  }

  @Test
  void onlyReadersMayAsk() {
    assertThat(post("{\"sql\":\"SELECT 1\"}", "write").statusCode()).isEqualTo(403);
    assertThat(post("{\"sql\":\"SELECT 1\"}", null).statusCode()).isEqualTo(401);
  }

  @Test
  void whoIsAtFaultIsInTheStatus() {
    assertThat(failing(new SqlException.Invalid("no column x"))).isEqualTo(400);
    assertThat(failing(new SqlException.Refused(SqlVerdict.Reason.TABLE, "no"))).isEqualTo(400);
    assertThat(failing(new SqlException.TooExpensive("more than 30 s"))).isEqualTo(422);
    assertThat(failing(new SqlException.Cancelled("stopped"))).isEqualTo(409);
    assertThat(failing(new SqlException.Unavailable("away", new IOException()))).isEqualTo(503);
  }

  @Test
  void crossoversAreOfAllExperimentsOrOfOne() {
    var asked = new ArrayList<String>();
    engine =
        (run, out) -> {
          asked.add(run.sql());
          return twoRows(run, out);
        };

    var all = server.send(server.request("/v1/crossovers", "read").GET());
    server.send(server.request("/v1/crossovers?experiment=it's", "read").GET());

    assertThat(all.body()).startsWith("{\"rows\":");
    assertThat(asked.getFirst()).doesNotContain("WHERE");
    assertThat(asked.getLast()).contains("WHERE experiment = 'it''s'");
    assertThat(server.send(server.request("/v1/crossovers", "write").GET()).statusCode())
        .isEqualTo(403);
  }

  private int failing(SqlException failure) {
    engine =
        (_, _) -> {
          throw failure;
        };
    return post("{\"sql\":\"SELECT 1\"}", "read").statusCode();
  }

  @Test
  void aLargeResultArrivesWholeAndLeavesNoFile() throws Exception {
    byte[] block = "0123456789abcdef".repeat(4_096).getBytes(UTF_8);
    engine =
        (run, out) -> {
          write(out, block, 80);
          return twoRows(run, OutputStream.nullOutputStream());
        };

    var answer = post("{\"sql\":\"SELECT 1\",\"format\":\"csv\"}", "read");

    assertThat(answer.body()).hasSize(80 * block.length);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    awaitEmpty();
  }

  @Test
  void aResultThatFailsHalfWayIsAnErrorAndLeavesNoFile() throws Exception {
    engine =
        (_, out) -> {
          write(out, new byte[64 << 10], 80);
          throw new SqlException.TooExpensive("too large");
        };

    assertThat(post("{\"sql\":\"SELECT 1\",\"format\":\"csv\"}", "read").statusCode())
        .isEqualTo(422);
    awaitEmpty();
  }

  @Test
  void aBodyIsNotLargerThanAnybodyWritesSql() {
    var answer = post("{\"sql\":\"" + "x".repeat(300_000) + "\"}", "read");

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void aClientThatGoesAwayCancelsItsStatement() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    engine = (_, _) -> wait(begun, interrupted);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String body = "{\"sql\":\"SELECT 1\"}";
      socket
          .getOutputStream()
          .write(
              ("POST /v1/query HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer read\r\n"
                      + "Content-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(UTF_8));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aRunningStatementIsListedAndCanBeCancelled() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    engine = (_, _) -> wait(begun, interrupted);
    var answer =
        server.begin(
            server
                .request("/v1/query", "read")
                .POST(
                    HttpRequest.BodyPublishers.ofString("{\"sql\":\"SELECT 1\",\"id\":\"mine\"}")));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(post("{\"sql\":\"SELECT 1\",\"id\":\"mine\"}", "read").statusCode()).isEqualTo(409);
    assertThat(server.send(server.request("/v1/queries", "read").GET()).body())
        .contains("\"id\":\"mine\"");
    assertThat(server.send(cancel("yours")).statusCode()).isEqualTo(404);
    assertThat(server.send(cancel("mine")).statusCode()).isEqualTo(200);
    assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(409);
    assertThat(server.send(server.request("/v1/queries", "read").GET()).body())
        .isEqualTo("{\"queries\":[]}");
  }

  private HttpRequest.Builder cancel(String id) {
    return server
        .request("/v1/queries/cancel?id=" + id, "read")
        .POST(HttpRequest.BodyPublishers.noBody());
  }

  private static SqlOutcome wait(CountDownLatch begun, CountDownLatch interrupted) {
    begun.countDown();
    try {
      if (!new CountDownLatch(1).await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("Nobody interrupted the statement");
      }
      throw new AssertionError("Unreachable");
    } catch (InterruptedException _) {
      interrupted.countDown();
      throw new SqlException.Cancelled("Stopped on request");
    }
  }

  private static SqlOutcome twoRows(SqlEngine.Run run, OutputStream out) {
    write(out, "[[\"buy\",12],[\"view\",90]]".getBytes(UTF_8), 1);
    return new SqlOutcome(
        List.of(
            new SqlOutcome.ResultColumn("name", "VARCHAR"),
            new SqlOutcome.ResultColumn("count_star()", "BIGINT")),
        2,
        false,
        5);
  }

  private static void write(OutputStream out, byte[] bytes, int times) {
    try {
      for (int i = 0; i < times; i++) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file is deleted after its last byte was sent, which the client sees first.
  private void awaitEmpty() throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (files() > 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(files()).isZero();
  }

  private long files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  private HttpResponse<String> post(String body, @Nullable String key) {
    return server.send(
        server.request("/v1/query", key).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// A database without events.
  private record Nothing() implements EventSnapshot {
    @Override
    public Instant asOf() {
      return NOW;
    }

    @Override
    public Optional<String> version(TableName table) {
      return Optional.empty();
    }

    @Override
    public List<StagedFile> staged(TableName table, long first) {
      return List.of();
    }

    @Override
    public RowSource openRows(ProjectId project, List<Column> columns) {
      return _ -> {};
    }

    @Override
    public Optional<RowSource> facts(ProjectId project, FactRows facts) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
