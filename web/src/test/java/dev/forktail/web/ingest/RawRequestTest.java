package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.web.http.WebConfig;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What no client library would send, byte by byte.
class RawRequestTest {
  private static final String EVENT = "{\"event\":\"a\",\"userId\":\"u\"}";
  private static final WebConfig IMPATIENT =
      new WebConfig(
          "127.0.0.1",
          0,
          2,
          3,
          8,
          Duration.ofMillis(700),
          Duration.ofMillis(700),
          Duration.ofSeconds(60));

  private IntakeServer server;

  @BeforeEach
  void open() {
    server = IntakeServer.open();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aBodyDeclaredTooLargeIsAnswered413BeforeItIsSent() throws IOException {
    try (var socket = server.connect()) {
      send(socket, head("/v1/track", "Content-Length: 2097153"));

      assertThat(all(socket)).startsWith("HTTP/1.1 413 ").contains("too_large");
    }
  }

  @Test
  void aBodyDeclaredTooLargeIsAnsweredThoughItIsSent() throws IOException {
    try (var socket = server.connect()) {
      send(socket, head("/v1/track", "Content-Length: 3000000") + "x".repeat(100_000));

      assertThat(all(socket)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void aChunkedBodyIsCutAtTheLimit() throws IOException {
    try (var small =
            IntakeServer.open(new IngestLimits(1_000, 1_000, 1_000, 1_000, 10, 4 << 20, 1_000));
        var socket = small.connect()) {
      send(socket, head("/v1/track", "Transfer-Encoding: chunked"));
      send(socket, "3e8\r\n" + "x".repeat(1_000) + "\r\n");
      send(socket, "1\r\nx\r\n");

      assertThat(all(socket)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void aChunkedBodyWithinTheLimitIsTaken() throws IOException {
    try (var socket = server.connect()) {
      send(
          socket,
          head("/v1/track", "Transfer-Encoding: chunked\r\nConnection: close")
              + "5\r\n"
              + EVENT.substring(0, 5)
              + "\r\n"
              + Integer.toHexString(EVENT.length() - 5)
              + "\r\n"
              + EVENT.substring(5)
              + "\r\n0\r\n\r\n");

      assertThat(all(socket)).startsWith("HTTP/1.1 200 ");
      assertThat(server.buffer.events()).hasSize(1);
    }
  }

  @Test
  void aClientThatAsksFirstIsToldToGoOn() throws IOException {
    try (var socket = server.connect()) {
      send(
          socket,
          head(
              "/v1/track",
              "Expect: 100-continue\r\nConnection: close\r\nContent-Length: " + EVENT.length()));
      assertThat(new String(socket.getInputStream().readNBytes(21), US_ASCII))
          .isEqualTo("HTTP/1.1 100 Continue");
      send(socket, EVENT);

      assertThat(all(socket)).contains("HTTP/1.1 200 ");
    }
  }

  @Test
  void underPressureTheAnswerComesBeforeTheBodyAndTheConnectionStays() throws IOException {
    server.buffer.press(Duration.ofSeconds(2));
    try (var socket = server.connect()) {
      send(socket, head("/v1/track", "Content-Length: " + EVENT.length()));
      assertThat(one(socket)).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: 2");
      server.buffer.recover();
      send(socket, EVENT);
      send(socket, head("/v1/track", "Content-Length: " + EVENT.length()) + EVENT);

      assertThat(one(socket)).startsWith("HTTP/1.1 200 ");
      assertThat(server.buffer.events()).hasSize(1);
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (var socket = server.connect()) {
      String good = head("/v1/track", "Content-Length: " + EVENT.length()) + EVENT;
      send(socket, good + head("/v1/track", "Content-Length: 2") + "{}" + good);

      assertThat(one(socket)).startsWith("HTTP/1.1 200 ");
      assertThat(one(socket)).startsWith("HTTP/1.1 400 ");
      assertThat(one(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aClientThatLeavesBeforeItsAnswerLeavesNothingBehind() throws IOException {
    server.buffer.holdBack();
    try (var socket = server.connect()) {
      send(socket, head("/v1/track", "Content-Length: " + EVENT.length()) + EVENT);
      await(() -> server.buffer.events().size() == 1);
    }
    server.buffer.letGo();

    await(() -> server.meters.get("ingest.bodies.inflight.bytes").gauge().value() == 0);
    assertThat(server.post("/v1/track", EVENT).statusCode()).isEqualTo(200);
  }

  @Test
  void anUnknownEncodingIs415() throws IOException {
    for (String encoding : new String[] {"br", "deflate", "gzip, gzip"}) {
      try (var socket = server.connect()) {
        send(
            socket,
            head("/v1/track", "Content-Encoding: " + encoding + "\r\nContent-Length: 2") + "{}");

        assertThat(one(socket)).as(encoding).startsWith("HTTP/1.1 415 ");
      }
    }
  }

  @Test
  void aLongRequestLineIs414AndLongHeadersAre431() throws IOException {
    try (var socket = server.connect()) {
      send(socket, "GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(all(socket)).startsWith("HTTP/1.0 414 ");
    }
    try (var socket = server.connect()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(17_000) + "\r\n\r\n");
      assertThat(all(socket)).contains(" 431 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: -1",
        "Content-Length: 0x5",
        "Content-Length: 5,6",
        "Transfer-Encoding: xchunked",
        "X y: 1",
        "X : 1"
      })
  void whatIsNotHttpIsRefusedAndClosed(String header) throws IOException {
    try (var socket = server.connect()) {
      send(socket, head("/v1/track", header) + "{\"x\":GET /health/live HTTP/1.1\r\n\r\n");

      assertThat(all(socket))
          .satisfiesAnyOf(
              answer -> assertThat(answer).matches("(?s)HTTP/1.[01] 400 .*"),
              answer -> assertThat(answer).matches("(?s)HTTP/1.[01] 501 .*"));
    }
    assertThat(server.buffer.events()).isEmpty();
  }

  @Test
  void aClientThatTakesTooLongOverItsHeadersIsClosed() throws IOException {
    try (var impatient = IntakeServer.open(IMPATIENT);
        var socket = impatient.connect()) {
      send(socket, "POST /v1/track HTTP/1.1\r\nHost: a\r\n");

      assertThat(all(socket)).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void aClientThatTakesTooLongOverItsBodyIsClosed() throws IOException {
    try (var impatient = IntakeServer.open(IMPATIENT);
        var socket = impatient.connect()) {
      send(socket, head("/v1/track", "Content-Length: 1000") + "{");

      assertThat(all(socket)).isEmpty();
      var abandoned = impatient.meters.get("ingest.requests").tag("outcome", "abandoned").counter();
      await(() -> abandoned.count() == 1);
      assertThat(impatient.meters.get("ingest.bodies.inflight.bytes").gauge().value()).isZero();
    }
  }

  @Test
  void anIdleConnectionOutlastsTheTimeForHeaders() throws IOException {
    try (var impatient = IntakeServer.open(IMPATIENT);
        var idle = impatient.connect();
        var slow = impatient.connect()) {
      send(slow, "POST ");
      assertThat(all(slow)).startsWith("HTTP/1.1 408 ");
      send(idle, head("/v1/track", "Content-Length: " + EVENT.length()) + EVENT);

      assertThat(one(idle)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void beyondTheMostConnectionsNewOnesAreClosed() throws IOException {
    try (var small = IntakeServer.open(IMPATIENT);
        var first = small.connect();
        var second = small.connect();
        var third = small.connect()) {
      for (var socket : new Socket[] {first, second, third}) {
        send(socket, head("/v1/track", "Content-Length: " + EVENT.length()) + EVENT);
        assertThat(one(socket)).startsWith("HTTP/1.1 200 ");
      }
      try (var fourth = small.connect()) {
        assertThat(fourth.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  private static String head(String path, String headers) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: a\r\nAuthorization: "
        + IntakeServer.BASIC
        + "\r\n"
        + headers
        + "\r\n\r\n";
  }

  private static void send(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// Everything until the server closes.
  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  /// One answer, by its Content-Length.
  private static String one(Socket socket) throws IOException {
    var in = socket.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("content-length: ") + 16;
    int length = Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)));
    return head + new String(in.readNBytes(length), ISO_8859_1);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("nanoseconds").isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
