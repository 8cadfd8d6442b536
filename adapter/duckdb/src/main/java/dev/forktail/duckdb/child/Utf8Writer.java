package dev.forktail.duckdb.child;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Text on its way out, as UTF-8. Flush it at the end.
final class Utf8Writer {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int CHARACTER_BYTES_MAX = 3;
  private static final char UNKNOWN = '?';

  private final OutputStream out;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int size;

  Utf8Writer(OutputStream out) {
    this.out = out;
  }

  /// Adds a character below 128.
  void ascii(char character) throws IOException {
    room(1);
    buffer[size++] = (byte) character;
  }

  /// Adds characters below 128.
  void ascii(String text) throws IOException {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      buffer[size++] = (byte) text.charAt(i);
    }
  }

  /// Adds any text.
  void text(String text) throws IOException {
    int length = text.length();
    room(CHARACTER_BYTES_MAX * length);
    for (int i = 0; i < length; i++) {
      char character = text.charAt(i);
      if (character < 0x80) {
        buffer[size++] = (byte) character;
      } else {
        i = add(text, i, character);
      }
    }
  }

  /// Adds any text, within quotes, as JSON has it.
  void json(String text) throws IOException {
    int length = text.length();
    room(2 * CHARACTER_BYTES_MAX * length + 2);
    buffer[size++] = '"';
    for (int i = 0; i < length; i++) {
      char character = text.charAt(i);
      if (character >= 0x80) {
        i = add(text, i, character);
      } else if (character < 0x20) {
        escape(character);
      } else {
        if (character == '"' || character == '\\') {
          buffer[size++] = '\\';
        }
        buffer[size++] = (byte) character;
      }
    }
    buffer[size++] = '"';
  }

  /// Adds `value`, with as many zeros before it as make it `digits` long.
  void digits(int value, int digits) throws IOException {
    room(digits);
    int rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      buffer[size + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  void flush() throws IOException {
    out.write(buffer, 0, size);
    size = 0;
  }

  private void escape(char character) {
    buffer[size++] = '\\';
    switch (character) {
      case '\n' -> buffer[size++] = 'n';
      case '\r' -> buffer[size++] = 'r';
      case '\t' -> buffer[size++] = 't';
      default -> {
        buffer[size++] = 'u';
        buffer[size++] = '0';
        buffer[size++] = '0';
        buffer[size++] = (byte) Character.forDigit(character >> 4, 16);
        buffer[size++] = (byte) Character.forDigit(character & 0xF, 16);
      }
    }
  }

  /// Adds the character at `index`, which is not ASCII, and returns the index of its last half.
  private int add(String text, int index, char character) {
    if (character < 0x800) {
      buffer[size++] = (byte) (0xC0 | (character >> 6));
      buffer[size++] = (byte) (0x80 | (character & 0x3F));
      return index;
    }
    if (!Character.isSurrogate(character)) {
      buffer[size++] = (byte) (0xE0 | (character >> 12));
      buffer[size++] = (byte) (0x80 | ((character >> 6) & 0x3F));
      buffer[size++] = (byte) (0x80 | (character & 0x3F));
      return index;
    }
    if (index + 1 == text.length()
        || !Character.isSurrogatePair(character, text.charAt(index + 1))) {
      buffer[size++] = (byte) UNKNOWN;
      return index;
    }
    int point = Character.toCodePoint(character, text.charAt(index + 1));
    buffer[size++] = (byte) (0xF0 | (point >> 18));
    buffer[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
    buffer[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
    buffer[size++] = (byte) (0x80 | (point & 0x3F));
    return index + 1;
  }

  private void room(int bytes) throws IOException {
    if (buffer.length - size >= bytes) {
      return;
    }
    flush();
    if (bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, bytes);
    }
  }
}
