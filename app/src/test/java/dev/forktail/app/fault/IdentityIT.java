package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The truth tables of docs/guide/identity.md, row by row: what somebody is served, and as whom
/// they are counted.
@TestInstance(Lifecycle.PER_CLASS)
final class IdentityIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String HALVES =
      "\"variants\":[{\"key\":\"a\",\"weight\":5000},{\"key\":\"b\",\"weight\":5000}]";

  private final Workshop workshop = new Workshop("identity");
  private final Path data = workshop.folder("data");
  private final ServerProcess server =
      new ServerProcess(workshop, ServerProcess.Setup.in(data).withExperiments());
  private final ServerClient client = new ServerClient(server, data);
  private final AtomicInteger rows = new AtomicInteger();

  @BeforeAll
  void start() {
    server.start();
  }

  @AfterAll
  void close() {
    workshop.close();
  }

  /// A step is `BROWSER: does WHAT -> ARM`: a browser is one that would get its letter's arm before
  /// the login, a user one that would get its letter's arm by its id alone; a `-` behind the arm
  /// says that it is not counted.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # unit      | what happens, and what is served               | units by arm | in two arms
          person      | a1 -> a; a1 user-b -> a                         | a:1          | 0
          person      | a1 user-b -> b; a1 -> b                         | b:1          | 0
          person      | a1 -> a; a1 user-b -> a; a1 -> a                | a:1          | 0
          person      | a1 user-b -> b; b1 user-b -> b                  | b:1          | 0
          person      | a1 -> a; a1 user-b -> a; b1 user-b -> b         | a:1 b:1      | 1
          person      | a1 -> a; a2 -> a; a1 user-b -> a; a2 user-b -> a | a:1         | 0
          person      | a1 -> a; b1 -> b; a1 user-b -> a; b1 user-b -> b | a:1 b:1     | 1
          person      | a1 user-b -> b; a1 user-a -> b                  | b:2          | 0
          person      | a1 -> a; a1 user-b -> a; a1 forgets; a1 user-b -> b | a:1 b:1 | 1
          userId      | a1 -> a-; a1 user-b -> b; a1 -> a-              | b:1          | 0
          userId      | a1 user-b -> b; b1 user-b -> b                  | b:1          | 0
          userId      | a1 null -> a-; a1 user-b -> b                   | b:1          | 0
          anonymousId | a1 -> a; a1 user-b -> a; b1 -> b; b1 user-b -> b | a:1 b:1     | 0
          """)
  void aVisitorOfThePage(String unit, String steps, String counted, int crossovers)
      throws Exception {
    var row = new Visitors(client, experiment(unit));
    for (var step : steps.split("; ", -1)) {
      row.play(step);
    }
    assertCounted(row.key(), counted, crossovers);
  }

  /// The exposures are the client's own, and no cookie is there.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          V sees a; V is U; U sees b           | a:1 b:1 | 1
          U sees b; V sees a; V is U           | a:1 b:1 | 1
          U sees b; V is U; V sees a           | a:1 b:1 | 1
          V sees a; V was U; U sees b          | a:1 b:1 | 1
          V sees a; V is U; U sees a           | a:1     | 0
          V sees a; U sees b                   | a:1 b:1 | 0
          V is U; V is W; V sees a; W sees b   | a:1 b:1 | 0
          V is U; V is W; V sees a; U sees b   | a:1 b:1 | 1
          V is null; V sees a; null/V sees a   | a:1     | 0
          V sees a; a bot sees b as V          | a:1     | 0
          """)
  void aPersonWhoIsKnownByEvents(String steps, String counted, int crossovers) throws Exception {
    var story = new Story("told-" + rows.incrementAndGet());
    client.store(story.lines(steps));

    assertCounted(story.key(), counted, crossovers);
  }

  @Test
  void usersOfAnAccountAreOneUnit() throws Exception {
    var key = experiment("accountId");
    for (var user : List.of("ann", "bob")) {
      client.post(
          "/v1/assign",
          "{\"subject\":{\"userId\":\"%s\",\"accountId\":\"acme\"},\"experiments\":[\"%s\"],\"expose\":true}"
              .formatted(user, key));
    }

    assertThat(Await.until(SOON, () -> units(key).size() == 1)).isTrue();
    assertThat(client.rows("SELECT unit, unit_id FROM exposures WHERE experiment = '" + key + "'"))
        .isEqualTo(List.of("accountId,acme"));
  }

  private String experiment(String unit) throws Exception {
    var key = "row-" + rows.incrementAndGet();
    var answer =
        client.post(
            "/api/experiments",
            "{\"key\":\"%s\",\"unit\":\"%s\",%s,\"start\":true}".formatted(key, unit, HALVES));
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
    return key;
  }

  private void assertCounted(String key, String counted, int crossovers) throws Exception {
    var expected = List.of(counted.split(" ", -1));
    var seen = new ArrayList<List<String>>();
    Await.until(
        SOON,
        () -> {
          seen.add(units(key));
          return seen.getLast().equals(expected);
        });
    assertThat(seen.getLast()).as(server::logTail).isEqualTo(expected);
    assertThat(client.rows("SELECT variants FROM crossovers WHERE experiment = '" + key + "'"))
        .hasSize(crossovers)
        .allMatch(variants -> variants.contains("a") && variants.contains("b"));
    assertThat(client.get("/v1/crossovers?experiment=" + key))
        .contains("\"row_count\":" + crossovers + ",");
  }

  private List<String> units(String key) throws Exception {
    return client.rows(
        "SELECT variant || ':' || count(*) FROM exposures WHERE experiment = '"
            + key
            + "' GROUP BY variant ORDER BY 1");
  }
}
