package dev.forktail.app.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How a receiver knows that a request is ours, and not an old one: `t=UNIX,v1=HEX`, where HEX is
/// the HMAC-SHA256 of `UNIX.BODY` by the secret that both know.
final class WebhookSignature {
  /// The header that has it.
  static final String HEADER = "Forktail-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  private WebhookSignature() {}

  /// The value of the header for a body that is sent at `at`.
  static String of(byte[] body, Instant at, String secret) {
    long seconds = at.getEpochSecond();
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      mac.update((seconds + ".").getBytes(UTF_8));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
