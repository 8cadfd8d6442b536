package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.ServerFile;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Sends events to a server, follows them on their way, and asks for them. What does not succeed
/// fails the test.
final class ServerClient {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final ServerProcess server;
  private final Path data;
  private final HttpClient http = HttpClient.newHttpClient();
  private int exports;

  /// @param data the server's data folder
  ServerClient(ServerProcess server, Path data) {
    this.server = server;
    this.data = data;
  }

  /// Sends `lines`, each an event that is new, and waits until they are stored.
  void store(Collection<byte[]> lines) throws Exception {
    long before = stored();
    send(lines);
    await("stored", () -> stored() == before + lines.size());
  }

  /// Sends `lines` and waits until they are acknowledged.
  void send(Collection<byte[]> lines) throws Exception {
    var body = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      body.writeBytes(line);
      body.write('\n');
    }
    var answer =
        http.send(
            request("/v1/events", "demo")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.body()).contains("\"accepted\":" + lines.size());
  }

  private long stored() throws SQLException {
    return number("SELECT coalesce(sum(stored), 0) FROM source_account WHERE project = 1");
  }

  /// What the one row of `sql`, asked of the event database, says.
  long number(String sql) throws SQLException {
    try (var connection = server.connect()) {
      return Oracle.number(connection, sql);
    }
  }

  /// Ends the open slice and waits until it is staged.
  void stage() throws Exception {
    try (var database = database()) {
      var _ = new PostgresSliceCatalog(database, SealConfig.standard()).seal(Instant.now());
    }
    String waiting = "SELECT count(*) FROM slice WHERE state = 'sealed' AND staged_at IS NULL";
    await("staged", () -> number(waiting) == 0);
  }

  /// Brings all that is stored into the lake.
  void export() throws Exception {
    exports++;
    assertThat(post("/v1/export/now", "").statusCode()).isEqualTo(202);
    String done = "\"task\":{\"id\":" + exports + ",\"state\":\"done\"";
    await("exported", () -> server.get("/v1/export").body().contains(done));
  }

  /// After a start of the server: its exports are counted from one again.
  void restarted() {
    exports = 0;
  }

  /// The rows that answer `sql`, as CSV without the line of names.
  List<String> rows(String sql) throws Exception {
    String body = "{\"format\":\"csv\",\"sql\":\"" + sql.replace("\"", "\\\"") + "\"}";
    var answer = post("/v1/query", body);
    assertThat(answer.statusCode())
        .as(() -> answer.body() + "\n" + server.logTail())
        .isEqualTo(200);
    return answer.body().lines().skip(1).toList();
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return http.send(
        request(path, "demo-admin").POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  /// The answer to a browser, or to one that comes for the first time.
  HttpResponse<String> visit(String path, @Nullable String cookie)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    return http.send(request.GET().timeout(SOON).build(), BodyHandlers.ofString());
  }

  /// The body of a successful answer.
  String get(String path) throws IOException, InterruptedException {
    var answer = http.send(request(path, "demo-admin").GET().build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
    return answer.body();
  }

  /// The event database, which the caller closes.
  PostgresDatabase database() throws IOException {
    return PostgresDatabase.at(ServerFile.read(ServerFile.inData(data)).database());
  }

  private void await(String state, Callable<Boolean> condition) {
    assertThat(Await.until(SOON, condition))
        .as(() -> state + "; log:\n" + server.logTail())
        .isTrue();
  }

  private HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Authorization", "Bearer " + key)
        .timeout(SOON);
  }
}
