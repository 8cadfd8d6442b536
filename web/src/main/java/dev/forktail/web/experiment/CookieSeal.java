package dev.forktail.web.experiment;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Writes what is remembered as the value of a cookie that nobody else can make or change, and
/// reads it again. The first secret signs, all of them are believed, so that a new one can be put
/// in front of the old, which goes when the cookies of its time have expired.
///
/// ```
/// Base64 of: version 1 | visitor 16 | arms: experiment 6, variant 2 each | HMAC-SHA256, first 16
/// ```
public final class CookieSeal {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte VERSION = 1;
  private static final int HEAD_BYTES = 17;
  private static final int ARM_BYTES = 8;
  private static final int SEAL_BYTES = 16;
  private static final int VARIANT_BITS = 16;
  private static final int SECRET_BYTES_MIN = 16;
  private static final int TEXT_LENGTH_MAX = 4_000;

  private final List<SecretKeySpec> secrets;

  /// @param secrets at least one, the newest first, each of at least 16 bytes
  public CookieSeal(List<byte[]> secrets) {
    if (secrets.isEmpty() || secrets.stream().anyMatch(one -> one.length < SECRET_BYTES_MIN)) {
      throw new IllegalArgumentException(
          "There must be a secret, and each must have at least " + SECRET_BYTES_MIN + " bytes");
    }
    this.secrets = secrets.stream().map(secret -> new SecretKeySpec(secret, ALGORITHM)).toList();
  }

  String write(ArmMemory memory) {
    var bytes =
        ByteBuffer.allocate(HEAD_BYTES + memory.arms().size() * ARM_BYTES + SEAL_BYTES)
            .put(VERSION)
            .putLong(memory.visitor().getMostSignificantBits())
            .putLong(memory.visitor().getLeastSignificantBits());
    memory
        .arms()
        .forEach((experiment, variant) -> bytes.putLong(experiment << VARIANT_BITS | variant));
    bytes.put(seal(secrets.getFirst(), bytes.array(), bytes.position()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /// What `text` remembers; empty when it is not one of ours, as it was.
  Optional<ArmMemory> read(String text) {
    if (text.length() > TEXT_LENGTH_MAX) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) { // not Base64, so not ours
      return Optional.empty();
    }
    int end = bytes.length - SEAL_BYTES;
    boolean isOurs =
        end >= HEAD_BYTES
            && (end - HEAD_BYTES) % ARM_BYTES == 0
            && bytes[0] == VERSION
            && isSealed(bytes, end)
            && text.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    return isOurs ? Optional.of(memory(ByteBuffer.wrap(bytes, 1, end - 1))) : Optional.empty();
  }

  private static ArmMemory memory(ByteBuffer bytes) {
    var visitor = new UUID(bytes.getLong(), bytes.getLong());
    Map<Long, Integer> arms = new LinkedHashMap<>();
    while (bytes.hasRemaining()) {
      long arm = bytes.getLong();
      arms.put(arm >>> VARIANT_BITS, (int) (arm & 0xFFFF));
    }
    return new ArmMemory(visitor, arms);
  }

  private boolean isSealed(byte[] bytes, int end) {
    var given = Arrays.copyOfRange(bytes, end, bytes.length);
    boolean sealed = false;
    for (var secret : secrets) {
      sealed |= MessageDigest.isEqual(given, seal(secret, bytes, end));
    }
    return sealed;
  }

  private static byte[] seal(SecretKeySpec secret, byte[] bytes, int end) {
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
