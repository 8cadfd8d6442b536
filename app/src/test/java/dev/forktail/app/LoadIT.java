package dev.forktail.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.load.LoadCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `forktail load` against a whole server: what it says about the store is true, also when the
/// store is wrong.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoadIT {
  @TempDir private Path folder;
  private final DemoServer server = DemoServer.start();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  LoadIT() throws IOException {}

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @Test
  void everySingleEventIsStoredOnceAndSeen() {
    int exitCode = load("--rate", "500", "--duration", "3s", "--verify", "--json");

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(lastLine())
        .contains("\"sent\":1500,\"acked\":1500,\"stored\":1500,\"lost\":0,\"duplicated\":0")
        .contains("\"phantom\":0")
        .containsPattern("\"visible_ms\":\\{\"p50\":[1-9]")
        .containsPattern("\"server_cpu_us\":[1-9]")
        .containsPattern("\"postgres_cpu_us\":[1-9]");
    var ledger = Pattern.compile("ledger (/\\S+)").matcher(err.toString());
    assertThat(ledger.find()).isTrue();
    assertThat(Path.of(ledger.group(1))).as("of no use after an exact recount").doesNotExist();
  }

  @Test
  void prometheusSeesEveryStage() throws Exception {
    assertThat(load("--rate", "100", "--duration", "1s", "--verify")).isZero();

    var request = HttpRequest.newBuilder(URI.create(server.url() + "/metrics")).build();
    try (var http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).body())
          .containsPattern("(?m)^event_store_events_total [1-9]")
          .containsPattern("(?m)^ingest_buffer_depth_events 0")
          .containsPattern("(?m)^ingest_buffer_oldest_age_seconds ")
          .containsPattern("(?m)^journal_records_damaged_total 0")
          .containsPattern("(?m)^event_store_waiting 0")
          .containsPattern("(?m)^disk_room_bytes [1-9]")
          .containsPattern("(?m)^jvm_memory_used_bytes");
    }
  }

  @Test
  void batchesAndLinesAreStoredOnceToo() {
    for (String format : List.of("batch", "ndjson")) {
      int exitCode =
          load(
              "--rate",
              "2000",
              "--duration",
              "1s",
              "--batch",
              "100",
              "--format",
              format,
              "--size",
              "0",
              "--verify",
              "--json");

      assertThat(exitCode).as(err.toString()).isZero();
      assertThat(lastLine()).contains("\"stored\":2000,\"lost\":0,\"duplicated\":0,\"phantom\":0");
    }
  }

  @Test
  void aStoreThatLostDoubledAndInventedEventsIsFoundOut() throws Exception {
    Path ledger = folder.resolve("tampered.ledger");
    assertThat(load("--rate", "100", "--duration", "1s", "--ledger", ledger.toString(), "--verify"))
        .isZero();
    tamper(run(ledger));

    int exitCode = load("--recount", ledger.toString(), "--json");

    assertThat(exitCode).isEqualTo(1);
    assertThat(lastLine())
        .isEqualTo(
            "{\"sent\":100,\"acked\":100,\"stored\":99,\"lost\":1,\"duplicated\":1,\"phantom\":1}");
  }

  @Test
  void aGeneratorThatWasKilledLeavesALedgerThatIsRecounted() throws Exception {
    Path ledger = folder.resolve("killed.ledger");
    var generator =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Forktail.class.getName(),
                "load",
                "--url",
                server.url(),
                "--key",
                Keys.DEMO_WRITE,
                "--data",
                server.data().toString(),
                "--rate",
                "500",
                "--duration",
                "60s",
                "--ledger",
                ledger.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("generator.log").toFile())
            .start();
    awaitStored(ledger);

    generator.destroyForcibly().waitFor();

    assertThat(load("--recount", ledger.toString(), "--json")).as(err.toString()).isZero();
    assertThat(lastLine()).contains("\"lost\":0,\"duplicated\":0,\"phantom\":0");
    assertThat(lastLine()).doesNotContain("\"acked\":0,");
  }

  private int load(String... more) {
    out.getBuffer().setLength(0);
    var always =
        List.of(
            "--url",
            server.url(),
            "--key",
            Keys.DEMO_WRITE,
            "--data",
            server.data().toString(),
            "--connections",
            "8");
    return new CommandLine(new LoadCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Stream.concat(always.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private String lastLine() {
    return out.toString().lines().toList().getLast();
  }

  /// Waits until some of the killed run's events are stored.
  private void awaitStored(Path ledger) throws Exception {
    var never = new CountDownLatch(1);
    try (var database = server.connect()) {
      for (int i = 0; i < 600; i++) {
        if (begun(ledger) && stored(database, run(ledger)) > 200) {
          return;
        }
        assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
      }
    }
    throw new AssertionError(Files.readString(folder.resolve("generator.log")));
  }

  private static boolean begun(Path ledger) throws IOException {
    return Files.exists(ledger) && Files.size(ledger) > 64 && run(ledger).matches("[0-9a-f]{12}");
  }

  private static long stored(Connection database, String run) throws SQLException {
    long stored = 0;
    for (String slice : slices(database)) {
      var sql = "SELECT count(*) FROM " + slice + " WHERE message_id LIKE '" + run + "-%'";
      stored += Long.parseLong(column(database, sql).getFirst());
    }
    return stored;
  }

  /// Removes the first event of the run, doubles the second, and invents one like the third.
  private void tamper(String run) throws IOException, SQLException {
    try (var database = server.connect()) {
      for (String slice : slices(database)) {
        String rows = "SELECT * FROM " + slice + " WHERE message_id = '" + run;
        execute(database, "DELETE FROM " + slice + " WHERE message_id = '" + run + "-0000000000'");
        execute(database, "INSERT INTO " + slice + " " + rows + "-0000000001'");
        execute(database, "CREATE TEMP TABLE invented AS " + rows + "-0000000002'");
        execute(database, "UPDATE invented SET message_id = '" + run + "-ffffffffff'");
        execute(database, "INSERT INTO " + slice + " SELECT * FROM invented");
        execute(database, "DROP TABLE invented");
      }
    }
  }

  private static List<String> slices(Connection database) throws SQLException {
    return column(database, "SELECT 'event_slice_' || id FROM slice WHERE state <> 'dropped'");
  }

  private static List<String> column(Connection database, String sql) throws SQLException {
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  private static void execute(Connection database, String sql) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The run's name, as its ledger says.
  private static String run(Path ledger) throws IOException {
    return new String(Files.readAllBytes(ledger), 8, 12, StandardCharsets.US_ASCII);
  }
}
