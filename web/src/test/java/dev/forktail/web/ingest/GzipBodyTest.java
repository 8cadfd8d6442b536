package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.web.ingest.GzipStream.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipBodyTest {
  private static final String EVENT = "{\"event\":\"a\",\"userId\":\"u\"}";

  private IntakeServer server;

  @BeforeEach
  void open() {
    server = IntakeServer.open();
  }

  @AfterEach
  void close() {
    assertThat(server.meters.get("ingest.bodies.inflight.bytes").gauge().value()).isZero();
    server.close();
  }

  @Test
  void aBodyIsInflatedAndItsPayloadIsPlain() throws IOException {
    assertThat(server.post("/v1/track", gzip(EVENT)).statusCode()).isEqualTo(200);

    assertThat(server.buffer.events().getFirst().payload().text()).isEqualTo(EVENT);
  }

  @Test
  void membersOneBehindAnotherAreOneBody() throws IOException {
    var body = new ByteArrayOutputStream();
    body.writeBytes(gzip(EVENT.substring(0, 7)));
    body.writeBytes(gzip(EVENT.substring(7)));

    assertThat(server.post("/v1/track", body.toByteArray()).statusCode()).isEqualTo(200);
  }

  @Test
  void aBombIs413() throws IOException {
    assertThat(server.post("/v1/batch", gzip(" ".repeat(20 << 20))).statusCode()).isEqualTo(413);
  }

  @Test
  void moreThan16MiBInflatedIs413() throws IOException {
    var random = new SplittableRandom(5);
    var text = new StringBuilder();
    while (text.length() < 17 << 20) {
      text.append(random.nextInt(10)).repeat(' ', 40);
    }

    assertThat(server.post("/v1/batch", gzip(text.toString())).statusCode()).isEqualTo(413);
  }

  @Test
  void everyWayOfEndingTooEarlyIs400() throws IOException {
    byte[] body = gzip(EVENT);
    for (int length = 2; length < body.length; length++) {
      var answer = server.post("/v1/track", Arrays.copyOf(body, length));
      assertThat(answer.statusCode()).as("%d bytes", length).isEqualTo(400);
    }
    assertThat(server.buffer.events()).isEmpty();
  }

  @Test
  void gzipWithinGzipIs400() throws IOException {
    var twice = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(twice)) {
      out.write(gzip(EVENT));
    }

    assertThat(server.post("/v1/track", twice.toByteArray()).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 12, -8, -5, -4, -1})
  void aDamagedByteIsFound(int place) throws IOException {
    byte[] body = gzip(EVENT);
    body[place < 0 ? body.length + place : place] ^= (byte) 0xE5;

    assertThat(server.post("/v1/track", body).statusCode()).isEqualTo(400);
  }

  @Test
  void aHeaderWithAllItsPartsIsReadInPiecesOfAnySize() throws IOException {
    byte[] plain = gzip(EVENT);
    var body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
    body.writeBytes(new byte[] {3, 0, 'x', 0, 'z'});
    body.writeBytes("name\0comment\0".getBytes(UTF_8));
    body.writeBytes(new byte[] {1, 2});
    body.write(plain, 10, plain.length - 10);
    for (int size = 1; size < body.size(); size++) {
      var inflated = new ByteArrayOutputStream();
      assertThat(feed(body.toByteArray(), size, inflated)).isNull();
      assertThat(inflated.toString(UTF_8)).as("pieces of %d", size).isEqualTo(EVENT);
    }
  }

  private static @Nullable Fault feed(byte[] body, int size, ByteArrayOutputStream inflated) {
    try (var source =
        new PlainOrGzip(
            1 << 20,
            (bytes, from, length) -> {
              inflated.write(bytes, from, length);
              return true;
            })) {
      for (int at = 0; at < body.length; at += size) {
        Fault fault = source.feed(body, at, Math.min(size, body.length - at));
        if (fault != null) {
          return fault;
        }
      }
      return source.end();
    }
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
