package dev.forktail.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.load.ScriptedServer.Reply;
import dev.forktail.app.load.ScriptedServer.Request;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LoadCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path events = Path.of("");

  @BeforeEach
  void writeEvents() throws IOException {
    events =
        Files.writeString(
            folder.resolve("events.ndjson"),
            "{\"type\":\"track\",\"event\":\"Bought\",\"userId\":\"ada\"}\n\n");
  }

  @Test
  void theLastLineIsTheSummaryAsJson() throws IOException {
    try (var server = ScriptedServer.start(LoadCommandTest::accepting)) {
      int exitCode = run(server, "--rate", "200", "--duration", "300ms", "--json");

      assertThat(exitCode).as(err::toString).isZero();
      String last = out.toString().lines().toList().getLast();
      assertThat(last)
          .startsWith("{\"run\":\"")
          .contains("\"sent\":60,\"acked\":60,\"stored\":null,\"lost\":null")
          .contains("\"ack_ms\":{\"p50\":", "\"late_ms\":{", "\"connection_wait_ms\":{")
          .endsWith("}");
      assertThat(server.requests()).hasSize(60);
    }
  }

  @Test
  void theEventsOfTheFileAreSentWithTheKey() throws IOException {
    try (var server = ScriptedServer.start(LoadCommandTest::accepting)) {
      run(server, "--rate", "10", "--duration", "200ms", "--size", "300");

      Request first = server.requests().getFirst();
      assertThat(first.path()).isEqualTo("/v1/track");
      assertThat(first.headers()).containsEntry("authorization", "Bearer demo");
      assertThat(first.body()).hasSize(300).contains("\"event\":\"Bought\"");
    }
  }

  @Test
  void whereTheLedgerIsWantedItIs() throws IOException {
    Path ledger = folder.resolve("my.ledger");
    try (var server = ScriptedServer.start(LoadCommandTest::accepting)) {
      int exitCode =
          run(server, "--rate", "100", "--duration", "200ms", "--ledger", ledger.toString());
      assertThat(exitCode).as(err::toString).isZero();
    }

    assertThat(RecordedRun.read(ledger).events(RecordedRun.Outcome.ACKNOWLEDGED)).isEqualTo(20);
  }

  @Test
  void aLedgerThatWasNotRecountedIsKeptAndNamed() throws IOException {
    try (var server = ScriptedServer.start(LoadCommandTest::accepting)) {
      execute(arguments(server, "--rate", "100", "--duration", "200ms"));
    }

    var kept = Path.of(err.toString().replaceFirst("(?s).*--recount (\\S+)\\s*$", "$1"));
    assertThat(RecordedRun.read(kept).events(RecordedRun.Outcome.ACKNOWLEDGED)).isEqualTo(20);
    Files.delete(kept);
  }

  @Test
  void wrongUsageExitsWithTwoAndNamesTheOption() throws IOException {
    try (var server = ScriptedServer.start(LoadCommandTest::accepting)) {
      assertThat(run(server, "--batch", "0")).isEqualTo(2);
      assertThat(err.toString()).contains("--batch must be 1 to 10,000");
      assertThat(run(server, "--duration", "soon")).isEqualTo(2);
      assertThat(run(server, "--no-such-option")).isEqualTo(2);
    }
  }

  @Test
  void aServerThatIsNotThereExitsWithTwo() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    int exitCode = execute("--url", "http://127.0.0.1:" + port, "--key", "demo");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("Cannot reach http://127.0.0.1:" + port);
  }

  @Test
  void aRefusedKeyExitsWithTwo() throws IOException {
    try (var server =
        ScriptedServer.start(
            request -> request.path().startsWith("/v1") ? Reply.status(401) : accepting(request))) {
      assertThat(run(server, "--duration", "30s")).isEqualTo(2);
      assertThat(err.toString()).contains("refused the key: HTTP 401");
    }
  }

  @Test
  void verifyWithoutADatabaseExitsWithTwoBeforeAnythingIsSent() throws IOException {
    try (var server = ScriptedServer.start(LoadCommandTest::accepting)) {
      assertThat(run(server, "--verify")).isEqualTo(2);
      assertThat(err.toString()).contains("--data DIR or --database URL");
      assertThat(server.requests()).isEmpty();
    }
  }

  /// Runs it with a ledger that goes with the test.
  private int run(ScriptedServer server, String... more) {
    var options = new ArrayList<>(List.of(more));
    if (!options.contains("--ledger")) {
      options.addAll(List.of("--ledger", folder.resolve("a.ledger").toString()));
    }
    return execute(arguments(server, options.toArray(String[]::new)));
  }

  private String[] arguments(ScriptedServer server, String... more) {
    var always =
        List.of("--url", server.url().toString(), "--key", "demo", "--events", events.toString());
    return Stream.concat(always.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private int execute(String... arguments) {
    return new CommandLine(new LoadCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static Reply accepting(Request request) {
    return request.path().equals("/health")
        ? new Reply.Answer(200, Map.of(), "{\"components\":{\"buffer\":{\"depth\":0}}}")
        : Reply.ok();
  }
}
