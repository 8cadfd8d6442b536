package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads the answers of one connection, one after the other: status, Content-Length, Retry-After
/// whether the server closes, and how many events of a batch it refused. What it does not know
/// (chunked bodies) it refuses.
final class ResponseReader {
  private static final int HEAD_MAX = 32 * 1_024;
  private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(US_ASCII);
  private static final byte[] RETRY_AFTER = "retry-after:".getBytes(US_ASCII);
  private static final byte[] CONNECTION = "connection:".getBytes(US_ASCII);
  private static final byte[] TRANSFER_ENCODING = "transfer-encoding:".getBytes(US_ASCII);
  private static final byte[] REFUSED = "\"refused\":".getBytes(US_ASCII);
  private static final int NO_BODY_YET = -1;

  private final byte[] bodyStart = new byte[128];
  private byte[] head = new byte[1_024];
  private int headLength;
  private int bodyStartLength;
  private long bodyLeft = NO_BODY_YET;
  private int status;
  private long retryAfterSeconds;
  private boolean closing;

  /// Takes in what came; true when an answer is complete.
  ///
  /// @throws IOException when it is not an answer that this reader understands
  boolean read(ByteBuffer in) throws IOException {
    if (bodyLeft == NO_BODY_YET && !readHead(in)) {
      return false;
    }
    int taken = (int) Math.min(bodyLeft, in.remaining());
    int kept = Math.min(taken, bodyStart.length - bodyStartLength);
    in.get(in.position(), bodyStart, bodyStartLength, kept);
    bodyStartLength += kept;
    in.position(in.position() + taken);
    bodyLeft -= taken;
    return bodyLeft == 0;
  }

  int status() {
    return status;
  }

  /// 0 when the server did not say.
  long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /// Whether the server will close the connection.
  boolean closing() {
    return closing;
  }

  /// Whether the server says that it refused some of the events and took the others.
  boolean refusedSome() {
    for (int i = 0; i + REFUSED.length < bodyStartLength; i++) {
      if (Arrays.equals(bodyStart, i, i + REFUSED.length, REFUSED, 0, REFUSED.length)) {
        return bodyStart[i + REFUSED.length] != '0';
      }
    }
    return false;
  }

  /// Ready for the next answer.
  void reset() {
    headLength = 0;
    bodyStartLength = 0;
    bodyLeft = NO_BODY_YET;
  }

  private boolean readHead(ByteBuffer in) throws IOException {
    while (in.hasRemaining()) {
      if (headLength == HEAD_MAX) {
        throw new IOException("The head of the answer is longer than " + HEAD_MAX + " bytes");
      }
      if (headLength == head.length) {
        head = Arrays.copyOf(head, head.length * 2);
      }
      byte next = in.get();
      head[headLength++] = next;
      if (next == '\n' && endsHead()) {
        parseHead();
        return true;
      }
    }
    return false;
  }

  private boolean endsHead() {
    return headLength >= 4
        && head[headLength - 2] == '\r'
        && head[headLength - 3] == '\n'
        && head[headLength - 4] == '\r';
  }

  private void parseHead() throws IOException {
    if (headLength < 16 || head[0] != 'H' || head[8] != ' ') {
      throw new IOException("Not an HTTP answer");
    }
    status = (int) number(9);
    retryAfterSeconds = 0;
    closing = false;
    bodyLeft = 0;
    for (int line = nextLine(0); line < headLength - 2; line = nextLine(line)) {
      parseField(line);
    }
  }

  private void parseField(int line) throws IOException {
    switch (head[line] | 0x20) {
      case 'c' -> {
        if (named(line, CONTENT_LENGTH)) {
          bodyLeft = number(line + CONTENT_LENGTH.length);
        } else if (named(line, CONNECTION)) {
          closing = valueStartsWith(line + CONNECTION.length, 'c');
        }
      }
      case 'r' -> {
        if (named(line, RETRY_AFTER)) {
          retryAfterSeconds = number(line + RETRY_AFTER.length);
        }
      }
      case 't' -> {
        if (named(line, TRANSFER_ENCODING)) {
          throw new IOException("The server answers in chunks, which the generator cannot read");
        }
      }
      default -> {}
    }
  }

  private int nextLine(int from) {
    int at = from;
    while (head[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private boolean named(int line, byte[] name) {
    if (line + name.length > headLength) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      int letter = head[line + i];
      int lower = letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
      if (lower != name[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean valueStartsWith(int from, char letter) {
    return (head[skipSpaces(from)] | 0x20) == letter;
  }

  /// The decimal number at `from`; 0 when there is none.
  private long number(int from) {
    long number = 0;
    for (int at = skipSpaces(from); head[at] >= '0' && head[at] <= '9'; at++) {
      number = Math.min(number * 10 + head[at] - '0', Integer.MAX_VALUE);
    }
    return number;
  }

  private int skipSpaces(int from) {
    int at = from;
    while (head[at] == ' ') {
      at++;
    }
    return at;
  }
}
