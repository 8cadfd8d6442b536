package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
  private static final String BUSY =
      "HTTP/1.1 503 Service Unavailable\r\nretry-AFTER: 7\r\nContent-Type: x\r\n"
          + "Connection: close\r\ncontent-length:  5\r\n\r\nsorry";

  @Test
  void statusLengthRetryAfterAndCloseAreRead() throws IOException {
    var reader = new ResponseReader();

    assertThat(reader.read(bytes(BUSY))).isTrue();

    assertThat(reader.status()).isEqualTo(503);
    assertThat(reader.retryAfterSeconds()).isEqualTo(7);
    assertThat(reader.closing()).isTrue();
  }

  @Test
  void anAnswerMayComeInAnyPieces() throws IOException {
    for (int cut = 0; cut <= BUSY.length(); cut++) {
      var reader = new ResponseReader();
      boolean complete = reader.read(bytes(BUSY.substring(0, cut)));
      assertThat(complete).isEqualTo(cut == BUSY.length());
      if (!complete) {
        assertThat(reader.read(bytes(BUSY.substring(cut)))).isTrue();
      }
      assertThat(reader.status()).isEqualTo(503);
    }
  }

  @Test
  void afterAResetTheNextAnswerIsRead() throws IOException {
    var reader = new ResponseReader();
    reader.read(bytes(BUSY));
    reader.reset();

    assertThat(reader.read(bytes("HTTP/1.1 204 No Content\r\nX: y\r\n\r\n"))).isTrue();

    assertThat(reader.status()).isEqualTo(204);
    assertThat(reader.retryAfterSeconds()).isZero();
    assertThat(reader.closing()).isFalse();
  }

  @Test
  void whatItCannotReadItRefuses() {
    assertThatThrownBy(
            () ->
                new ResponseReader()
                    .read(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new ResponseReader().read(bytes("SSH-2.0-OpenSSH\r\n\r\n")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new ResponseReader().read(bytes("HTTP/1.1 " + "9".repeat(40_000))))
        .isInstanceOf(IOException.class);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }
}
