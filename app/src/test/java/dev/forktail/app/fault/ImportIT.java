package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.CrashingImport;
import dev.forktail.app.fault.ImportCrash.Place;
import dev.forktail.app.realevents.GitHubEvent;
import dev.forktail.app.realevents.GitHubEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Files of events are imported beside a running server: counts are those of the file by every way,
/// whatever is killed and however often it is run.
@Order(2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImportIT {
  private static final int EVENT_BYTES_MAX = 32 << 10;
  private static final Pattern COUNT =
      Pattern.compile("\"name\":\"([^\"]+)\",\"source\":\"([^\"]+)\",\"events\":(\\d+)}");

  /// Parts of sixteen megabytes, so that all events are two.
  private static final String SMALL_CHILD = "export.child-memory=96MB";

  private final Workshop workshop = new Workshop("import");
  private final Path data = workshop.folder("data");
  private final Path files = workshop.folder("files");
  private final ServerProcess server =
      new ServerProcess(workshop, ServerProcess.Setup.in(data).with("export.every=1s"));
  private final long seed = Gate.seed();
  private final ServerClient client = new ServerClient(server, data);
  private final List<GitHubEvent> events =
      GitHubEvents.all().stream().filter(ImportIT::isSmallEnough).toList();

  private static boolean isSmallEnough(GitHubEvent event) {
    return event.toTrack("nd-" + event.id(), event.createdAt()).length <= EVENT_BYTES_MAX - 100;
  }

  @BeforeAll
  void start() throws Exception {
    server.start();
    var lines = new ByteArrayOutputStream();
    for (var event : events) {
      lines.writeBytes(event.toTrack("nd-" + event.id(), event.createdAt()));
      lines.write('\n');
    }
    Files.write(files.resolve("events.ndjson"), lines.toByteArray());
  }

  @AfterAll
  void end() {
    workshop.close();
  }

  @Test
  void realEventsCountTheSameByEveryWayFromNdjsonCsvAndParquet() throws Exception {
    write("csv", "(FORMAT csv, HEADER)");
    write("parquet", "(FORMAT parquet)");

    for (String format : List.of("ndjson", "csv", "parquet")) {
      var imported = run("events." + format, "--source", format);
      assertThat(imported.output())
          .contains("imported=" + events.size() + " duplicates=0 refused=0");
      assertCounts(format, byName(events));
      assertThat(run("events." + format, "--source", format).output())
          .contains("imported already: " + events.size() + " events");
    }
    assertThat(client.rows("SELECT count(properties->>'repo') FROM events WHERE source = 'csv'"))
        .containsExactly(Integer.toString(events.size()));
    assertStoreIsRight();
  }

  /// The same events with columns of their own, under other ids.
  private void write(String format, String options) throws SQLException {
    duckDb(
        """
        CREATE OR REPLACE TABLE t AS SELECT line FROM read_csv('events.ndjson',
          columns = {'line': 'VARCHAR'}, auto_detect = false, header = false, delim = chr(1),
          quote = '', escape = '');
        COPY (SELECT line->>'$.event' AS event, line->>'$.timestamp' AS time,
          line->>'$.userId' AS "User ID", '%1$s-' || (line->>'$.messageId') AS message_id,
          line->>'$.properties.repo.name' AS repo, line->>'$.properties.payload' AS payload
          FROM t) TO 'events.%1$s' %2$s
        """
            .formatted(format, options));
  }

  @Test
  void anImportThatIsKilledAnywhereGoesOnAndCountsOnce() throws Exception {
    var expected = new TreeMap<String, Long>();
    var exporting = new AtomicBoolean(true);
    var beside = Thread.ofVirtual().start(() -> exportOften(exporting));
    int killed = 0;
    for (var place : places()) {
      String name = "crash-" + place + ".ndjson";
      writeLines(name, place.name(), events);
      byName(events).forEach((event, count) -> expected.merge(event, count, Long::sum));
      var crashed = crash(name, place, place == Place.AFTER_COMMIT ? 2 : 1);
      assertThat(crashed.exitCode()).as(() -> place + ": " + crashed.output()).isEqualTo(137);
      killed++;

      var again = run(name, "--source", "crash", "--set", SMALL_CHILD);

      assertThat(again.exitCode()).as(again::output).isZero();
      assertThat(again.output())
          .contains(
              place == Place.FINISHED
                  ? "imported already: " + events.size() + " events (duplicates=0 refused=2)"
                  : "imported=" + events.size() + " duplicates=0 refused=2");
    }
    exporting.set(false);
    beside.join();
    assertCounts("crash", expected);
    assertThat(client.number("SELECT count(*) FROM dead_letter WHERE source = 'crash'"))
        .isEqualTo(2L * killed);
    assertThat(data.resolve("import").resolve("rows")).doesNotExist();
    assertStoreIsRight();
    System.out.printf(
        "F01 import: kills=%d events=%d seed=%d%n", killed, events.size() * killed, seed);
  }

  /// Some of them, others in each run; all of them at night.
  private List<Place> places() {
    var all = new ArrayList<>(EnumSet.allOf(Place.class));
    Collections.shuffle(all, new Random(seed));
    return all.subList(0, Gate.cycles(3, all.size()));
  }

  private void exportOften(AtomicBoolean exporting) {
    int number = 0;
    while (exporting.get()) {
      try {
        client.store(
            List.of(
                "{\"messageId\":\"beside-%d\",\"event\":\"beside\",\"userId\":\"u\"}"
                    .formatted(number++)
                    .getBytes(UTF_8)));
        client.stage();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// All events under ids of their own, and two lines that become none.
  private void writeLines(String file, String prefix, List<GitHubEvent> some) throws IOException {
    var lines = new ByteArrayOutputStream();
    lines.writeBytes("{\"event\":\"no time\",\"userId\":\"u\"}\nnot json\n".getBytes(UTF_8));
    for (var event : some) {
      lines.writeBytes(event.toTrack(prefix + event.id(), event.createdAt()));
      lines.write('\n');
    }
    Files.write(files.resolve(file), lines.toByteArray());
  }

  private Shell.Result crash(String file, Place place, int times) {
    var command = new ArrayList<>(FastStart.java());
    command.addAll(FastStart.options());
    command.addAll(List.of("-cp", FastStart.classPath() + ":target/test-classes"));
    command.add("-D" + ImportCrash.property(place, times));
    command.add(CrashingImport.class.getName());
    command.addAll(List.of("import", "--data", data.toString(), "--source", "crash"));
    command.addAll(List.of("--set", SMALL_CHILD, files.resolve(file).toString()));
    return Shell.run(command.toArray(String[]::new));
  }

  @Test
  void eventsThatAreStoredOrStandTwiceInTheFileAreDuplicates() throws Exception {
    String open = "{\"messageId\":\"here\",\"event\":\"known\",\"userId\":\"u\"}";
    client.store(List.of(open.getBytes(UTF_8)));
    String staged = open.replace("here", "there");
    client.store(List.of(staged.getBytes(UTF_8)));
    client.stage();
    var now = client.rows("SELECT max(occurred)::VARCHAR FROM events WHERE name = 'known'");
    String time = ",\"timestamp\":\"" + now.getFirst() + "\"}";
    var lines = new ArrayList<String>();
    for (String line : List.of(open, staged, open.replace("here", "new"))) {
      lines.add(line.replace("}", time));
    }
    lines.add(lines.getLast());
    lines.add(lines.getLast().replace("\"messageId\":\"new\",", ""));
    lines.add(lines.getLast());
    Files.write(files.resolve("known.ndjson"), lines);

    var imported = run("known.ndjson", "--source", "known");

    assertThat(imported.output()).contains("imported=2 duplicates=4 refused=0");
    assertThat(client.rows("SELECT count(*) FROM events WHERE name = 'known'"))
        .containsExactly("4");
    assertStoreIsRight();
  }

  @Test
  void badRowsAreKeptWithTheirReasonAndCsvMayHaveQuotesAndNewlines() throws Exception {
    Files.writeString(
        files.resolve("bad.csv"),
        """
        event,time,user_id,price,"odd,name",note
        quoted,2024-01-01 10:00:00,u1,12.5,x,"two
        lines, ""quoted"\""
        quoted,1704103200,null,007,,
        short,2024
        ,2024-01-01,u1,1,2,3
        quoted,nonsense,u1,1,2,3
        quoted,2999-01-01,u1,1,2,3
        quoted,2024-01-02,u4,true,é,z
        """);

    var check = run("bad.csv", "--source", "bad", "--check");
    assertThat(check.output())
        .contains("\"note\":\"two\\nlines, \\\"quoted\\\"\"")
        .contains("3 events of 2 days, 4 rows would be refused. Nothing was imported.");
    assertThat(run("bad.csv", "--source", "bad", "--refused-max", "3").output())
        .contains("4 of 7 rows would be refused: nothing was imported");

    var imported = run("bad.csv", "--source", "bad", "--json");

    assertThat(imported.output())
        .contains("\"status\":\"imported\",\"imported\":3,\"duplicates\":0,\"refused\":4");
    assertThat(
            client.rows(
                "SELECT count(*), count(user_id), min(properties->>'price'), max(occurred)::DATE"
                    + " FROM events WHERE source = 'bad'"))
        .containsExactly("3,2,007,2024-01-02");
    assertThat(
            client.number("SELECT count(DISTINCT message) FROM dead_letter WHERE source = 'bad'"))
        .isEqualTo(4);
    assertThat(client.get("/v1/accounts"))
        .contains(
            "{\"source\":\"bad\",\"sent\":7,\"stored\":3,\"duplicates\":0,\"dead_letters\":4}");
    assertStoreIsRight();
  }

  @Test
  void ourOwnExportComesBackWithoutAnyOption() throws Exception {
    Files.writeString(
        files.resolve("own.csv"),
        "name,time,user_id,price\nown,2022-05-06,u1,3\nown,2022-05-07,u2,4\n");
    assertThat(run("own.csv", "--source", "own").output()).contains("imported=2");
    var exported = files.resolve("own.parquet");
    var query =
        ProgramRun.of(
            "query",
            "SELECT * FROM events WHERE source = 'own'",
            "--key",
            "demo-admin",
            "--url",
            "http://127.0.0.1:" + server.port(),
            "--format",
            "parquet",
            "--output",
            exported.toString());
    assertThat(query.exitCode()).as(query::output).isZero();

    assertThat(run("own.parquet").output()).contains("imported=0 duplicates=2 refused=0");
  }

  @Test
  void whatCannotBeDoneIsSaidInOneLine() throws Exception {
    Files.writeString(files.resolve("few.csv"), "event,time\na,2024-01-01\n");
    assertThat(run("few.csv", "--map", "tim=occurred").output())
        .endsWith("forktail import: There is no column 'tim': did you mean 'time'?");
    assertThat(run("few.csv", "--map", "time=ocurred").output())
        .endsWith("A column cannot become 'ocurred': did you mean 'occurred'?");
    assertThat(run("none.csv").exitCode()).isEqualTo(2);

    assertThat(client.post("/v1/export/pause", "").statusCode()).isEqualTo(200);
    var paused = run("few.csv", "--source", "few");
    assertThat(client.post("/v1/export/resume", "").statusCode()).isEqualTo(200);

    assertThat(paused.exitCode()).isOne();
    assertThat(paused.output()).contains("the export is paused");
    assertThat(run("few.csv", "--source", "few").output()).contains("gone on with", "imported=1");
  }

  private static Map<String, Long> byName(List<GitHubEvent> some) {
    return new TreeMap<>(some.stream().collect(groupingBy(GitHubEvent::type, counting())));
  }

  private void assertCounts(String source, Map<String, Long> expected) throws Exception {
    for (String counted :
        List.of(
            "SELECT name, count(*) FROM events WHERE source = '%s' GROUP BY 1",
            "SELECT name, sum(events) FROM rollup_hour WHERE source = '%s' GROUP BY 1",
            "SELECT name, sum(events) FROM rollup_day WHERE source = '%s' GROUP BY 1",
            "SELECT name, count(DISTINCT message_id) FROM events WHERE source = '%s' GROUP BY 1")) {
      var counts = new TreeMap<String, Long>();
      for (String row : client.rows(counted.formatted(source))) {
        int comma = row.lastIndexOf(',');
        counts.put(row.substring(0, comma), Long.parseLong(row.substring(comma + 1)));
      }
      assertThat(counts).as(counted).isEqualTo(expected);
    }
    for (String unit : List.of("minute", "hour", "day")) {
      String asked =
          "/v1/counts?unit=" + unit + "&from=2018-01-01T00:00:00Z&to=2018-01-02T00:00:00Z";
      var counts = new TreeMap<String, Long>();
      COUNT
          .matcher(client.get(asked))
          .results()
          .filter(match -> match.group(2).equals(source))
          .forEach(m -> counts.merge(m.group(1), Long.parseLong(m.group(3)), Long::sum));
      assertThat(counts).as("/v1/counts by " + unit).isEqualTo(expected);
    }
  }

  private void assertStoreIsRight() {
    var verified = ProgramRun.of("verify-store", "--data", data.toString());
    assertThat(verified.output()).contains("The store is right");
  }

  private Shell.Result run(String file, String... options) {
    var arguments = new ArrayList<>(List.of("import", "--data", data.toString()));
    arguments.addAll(List.of(options));
    arguments.add(files.resolve(file).toString());
    return ProgramRun.of(arguments.toArray(String[]::new));
  }

  private void duckDb(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("SET file_search_path = '" + files + "'");
      statement.execute(sql.replace("TO 'events", "TO '" + files + "/events"));
    }
  }
}
