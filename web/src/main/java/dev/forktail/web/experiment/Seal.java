package dev.forktail.web.experiment;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes texts of bytes that nobody else can make or change, and bytes of them again. The first
/// secret signs, all of them are believed, so that a new one can be put in front of the old. What
/// is sealed for one purpose begins with another byte than what is for any other.
///
/// ```
/// Base64 of: bytes | HMAC-SHA256, first 16
/// ```
public final class Seal {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SEAL_BYTES = 16;
  private static final int SECRET_BYTES_MIN = 16;

  private final List<SecretKeySpec> secrets;

  /// @param secrets at least one, the newest first, each of at least 16 bytes
  public Seal(List<byte[]> secrets) {
    if (secrets.isEmpty() || secrets.stream().anyMatch(one -> one.length < SECRET_BYTES_MIN)) {
      throw new IllegalArgumentException(
          "There must be a secret, and each must have at least " + SECRET_BYTES_MIN + " bytes");
    }
    this.secrets = secrets.stream().map(secret -> new SecretKeySpec(secret, ALGORITHM)).toList();
  }

  public String write(byte[] bytes) {
    var all = Arrays.copyOf(bytes, bytes.length + SEAL_BYTES);
    System.arraycopy(of(secrets.getFirst(), bytes, bytes.length), 0, all, bytes.length, SEAL_BYTES);
    return text(all);
  }

  /// The bytes in `text`; empty when it is not one of ours, as it was.
  ///
  /// @param purpose the first byte
  public Optional<byte[]> read(byte purpose, String text) {
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) { // not Base64, so not ours
      return Optional.empty();
    }
    int end = all.length - SEAL_BYTES;
    boolean isOurs = end > 0 && all[0] == purpose && isSealed(all, end) && text.equals(text(all));
    return isOurs ? Optional.of(Arrays.copyOf(all, end)) : Optional.empty();
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private boolean isSealed(byte[] bytes, int end) {
    var given = Arrays.copyOfRange(bytes, end, bytes.length);
    boolean sealed = false;
    for (var secret : secrets) {
      sealed |= MessageDigest.isEqual(given, of(secret, bytes, end));
    }
    return sealed;
  }

  private static byte[] of(SecretKeySpec secret, byte[] bytes, int end) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(bytes, 0, end);
      return Arrays.copyOf(mac.doFinal(), SEAL_BYTES);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
