package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// JSON strings of an exact length.
final class JsonText {
  private JsonText() {}

  /// `text` as a JSON string that takes exactly `length` bytes, quotes included: cut between two
  /// characters where it is too long, filled up with spaces where it is too short.
  static String ofLength(String text, int length) {
    if (length < 2) {
      throw new IllegalArgumentException("A JSON string takes at least 2 bytes: " + length);
    }
    byte[] string = new byte[length];
    Arrays.fill(string, (byte) ' ');
    string[0] = '"';
    string[length - 1] = '"';
    int end = 1;
    for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      byte[] character = encode(text.codePointAt(at));
      if (end + character.length > length - 1) {
        break;
      }
      System.arraycopy(character, 0, string, end, character.length);
      end += character.length;
    }
    return new String(string, UTF_8);
  }

  private static byte[] encode(int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      return new byte[] {'\\', (byte) codePoint};
    }
    if (codePoint < ' ') {
      return String.format("\\u%04x", codePoint).getBytes(US_ASCII);
    }
    return Character.toString(codePoint).getBytes(UTF_8);
  }
}
