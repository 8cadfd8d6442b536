package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.RefusalReason;
import dev.forktail.engine.ingest.IngestLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineStreamTest {
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
  void everyLineIsAnEventOrIsListed() {
    var answer =
        server.post(
            "/v1/events",
            """
            {"event":"a","userId":"u","messageId":"m1"}

            {"name":"b","anonymousId":7,"id":"m2"}
            not json
            {"type":"identify","userId":"u"}
            {"userId":"u"}
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"success\":true,\"accepted\":3,\"refused\":2,")
        .contains("\"line\":4,\"status\":\"refused\",\"reason\":\"malformed\"")
        .contains(
            "\"line\":6,\"status\":\"refused\",\"reason\":\"missing_field\",\"field\":\"event\"");
    assertThat(answer.headers().firstValue("Forktail-Durability")).contains("fsync");
    var events = server.buffer.events();
    assertThat(events).extracting(Event::name).containsExactly("a", "b", "identify");
    assertThat(events.get(1).messageId()).isEqualTo("m2");
    assertThat(events.get(1).anonymousId()).isEqualTo("7");
    assertThat(events.get(2).type()).isEqualTo(EventType.IDENTIFY);
    assertThat(events.get(0).payload().text())
        .isEqualTo("{\"event\":\"a\",\"userId\":\"u\",\"messageId\":\"m1\"}");
    assertThat(server.buffer.deadLetters().getFirst().raw().text()).isEqualTo("not json");
  }

  @Test
  void idsAreMadeFromTheIdempotencyKeyAndTheLine() {
    server.send(
        server
            .request("/v1/events")
            .header("Authorization", IntakeServer.BASIC)
            .header("Idempotency-Key", "import-7")
            .POST(
                IntakeServer.text(
                    "{\"event\":\"a\",\"userId\":\"u\"}\n\n{\"event\":\"b\",\"userId\":\"u\"}")));

    assertThat(server.buffer.events())
        .extracting(Event::messageId)
        .containsExactly("import-7:1", "import-7:3");
  }

  @Test
  void aLineLargerThanAnEventIsRefusedAndTheNextOneTaken() {
    var answer =
        server.post(
            "/v1/events",
            "{\"event\":\"" + "x".repeat(100_000) + "\"}\n{\"event\":\"a\",\"userId\":\"u\"}\n");

    assertThat(answer.body())
        .contains("\"line\":1,\"status\":\"refused\",\"reason\":\"too_large\"");
    assertThat(server.buffer.events()).hasSize(1);
    var letter = server.buffer.deadLetters().getFirst();
    assertThat(letter.reason()).isEqualTo(RefusalReason.TOO_LARGE);
    assertThat(letter.raw().size()).isEqualTo(32 << 10);
  }

  @Test
  void aStreamLargerThanMemoryForBodiesIsTakenWhole() {
    int lines = 40_000;
    String body = lines(lines);

    var answer = server.post("/v1/events", body);

    assertThat(answer.body()).isEqualTo("{\"success\":true,\"accepted\":40000,\"refused\":0}");
    assertThat(server.buffer.events()).hasSize(lines);
    assertThat(server.buffer.events())
        .extracting(Event::messageId)
        .startsWith("m0", "m1")
        .endsWith("m39999");
    assertThat(server.meters.get("ingest.bodies.inflight.bytes").gauge().value()).isZero();
  }

  @Test
  void gzipIsInflatedWhateverTheHeadersSay() throws IOException {
    byte[] body = gzip(lines(20_000));

    var answer = server.post("/v1/events", body);

    assertThat(answer.body()).isEqualTo("{\"success\":true,\"accepted\":20000,\"refused\":0}");
  }

  @Test
  void aGzipStreamThatEndsTooEarlyIsRefused() throws IOException {
    byte[] body = gzip(lines(20_000));

    var answer = server.post("/v1/events", java.util.Arrays.copyOf(body, body.length - 20));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("ends too early");
  }

  @Test
  void aBombIsStopped() throws IOException {
    var answer = server.post("/v1/events", gzip(" ".repeat(40 << 20)));

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void aStreamBeyondTheLimitIsCutOff() throws IOException {
    try (var small =
            IntakeServer.open(new IngestLimits(1_000, 1_000, 10_000, 1_000, 10, 4 << 20, 1_000));
        var socket = small.connect()) {
      var out = socket.getOutputStream();
      out.write(
          ("POST /v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: "
                  + IntakeServer.BASIC
                  + "\r\nTransfer-Encoding: chunked\r\n\r\n")
              .getBytes(US_ASCII));
      String lines = lines(200);
      out.write((Integer.toHexString(lines.length()) + "\r\n" + lines + "\r\n").getBytes(US_ASCII));
      out.flush();

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void aBufferThatHasNoRoomForAMomentIsWaitedFor() {
    server.buffer.throttleTimes(3, Duration.ofMillis(10));

    var answer = server.post("/v1/events", lines(100));

    assertThat(answer.body()).isEqualTo("{\"success\":true,\"accepted\":100,\"refused\":0}");
    assertThat(server.buffer.events()).hasSize(100);
  }

  @Test
  void aBufferThatStaysFullEndsTheRequestWith503() {
    server.buffer.throttleTimes(Integer.MAX_VALUE, Duration.ofMillis(1));

    var answer = server.post("/v1/events", lines(100));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.body()).contains("Accepted so far: 0.");
  }

  @Test
  void aSlowBufferHoldsTheStreamBack() throws Exception {
    server.buffer.holdBack();
    var answer = CompletableFuture.supplyAsync(() -> server.post("/v1/events", lines(200_000)));

    assertThat(answer)
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableOfType(TimeoutException.class);
    assertThat(server.buffer.events()).hasSizeLessThan(20_000);

    server.buffer.letGo();
    assertThat(answer.get(30, TimeUnit.SECONDS).body())
        .isEqualTo("{\"success\":true,\"accepted\":200000,\"refused\":0}");
    assertThat(server.buffer.events()).hasSize(200_000);
  }

  @Test
  void aKeyThatMayNotSendIsTurnedAwayBeforeTheBody() {
    var answer =
        server.send(
            server
                .request("/v1/events")
                .header("Authorization", "Bearer read-key")
                .POST(IntakeServer.text(lines(1))));

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "{\"event\":\"a\",\"userId\":\"u\",\"messageId\":\"m"
                    + i
                    + "\",\"properties\":{\"text\":\"Grüße, "
                    + i
                    + "\"}}")
        .collect(Collectors.joining("\n"));
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
