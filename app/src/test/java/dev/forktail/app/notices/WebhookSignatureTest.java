package dev.forktail.app.notices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
  /// Computed with `printf '1700000000.{"id":1}' | openssl dgst -sha256 -hmac whsec_test`.
  @Test
  void theSignatureIsTheHmacOfTimeAndBody() {
    var signature =
        WebhookSignature.of(
            "{\"id\":1}".getBytes(UTF_8), Instant.ofEpochSecond(1_700_000_000), "whsec_test");

    assertThat(signature)
        .isEqualTo(
            "t=1700000000,v1=2f441ba4b3b2d50d28a9ab9d9fd8880376ecd1eb5d0435401553f5d8d0a5dcf8");
  }
}
