package dev.forktail.assignment.hash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The first bits of a cryptographic digest of a text's UTF-8 bytes, as whole numbers.
final class Digest {
  /// The largest number of 15 hexadecimal digits, as the doubles of all who divide by it.
  static final double FIFTEEN_DIGITS = 0xFFFFFFFFFFFFFFFL;

  private Digest() {}

  /// The first 15 hexadecimal digits of SHA-1.
  static long sha1(String text) {
    return first64("SHA-1", text) >>> 4;
  }

  /// The first 8 hexadecimal digits of MD5.
  static long md5(String text) {
    return first64("MD5", text) >>> 32;
  }

  /// The first 64 bits of SHA-256, unsigned.
  static long sha256(String text) {
    return first64("SHA-256", text);
  }

  private static long first64(String algorithm, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.wrap(MessageDigest.getInstance(algorithm).digest(bytes)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }
}
