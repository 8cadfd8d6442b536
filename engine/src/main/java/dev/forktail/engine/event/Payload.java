package dev.forktail.engine.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// The bytes of an event as its client sent them, UTF-8 JSON. Handed on, never changed: whoever
/// makes a payload gives its array away.
public final class Payload {
  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A payload around `bytes`, which is not copied and must not be written to afterwards.
  public static Payload of(byte[] bytes) {
    return new Payload(bytes);
  }

  public static Payload ofText(String json) {
    return new Payload(json.getBytes(UTF_8));
  }

  /// The array itself, to be read only.
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return bytes.length;
  }

  public String text() {
    return new String(bytes, UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Payload[" + bytes.length + " bytes]";
  }
}
