package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The form of a ledger file. Numbers are big-endian.
///
/// ```
/// head, 64 bytes:   "FORKTLG1" | run id, 12 characters | events per request 4
///                   | first slice that can hold an event of the run 8 | zeros
/// record, 8 bytes:  kind 1 | HTTP status 2, 0 when there was none | number of the request 5
/// kind:             S about to be sent | A acknowledged (2xx) | R refused (4xx)
///                   U unknown (5xx, 429, timeout, broken connection)
/// ```
///
/// A record of zeros is no record: the file is made longer ahead of what is written. An incomplete
/// one at the end of the file is none either. Request n carries the events from n × events per
/// request on; their message ids are those of [RunId].
final class LedgerFormat {
  static final int HEAD_LENGTH = 64;
  static final int RECORD_LENGTH = 8;
  static final ValueLayout.OfLong RECORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final byte[] MAGIC = "FORKTLG1".getBytes(US_ASCII);
  private static final int RUN_LENGTH = 12;
  private static final int NUMBER_BITS = 40;

  private LedgerFormat() {}

  static ByteBuffer head(RunId run, int batch, long sinceSlice) {
    var head = ByteBuffer.allocate(HEAD_LENGTH);
    head.put(MAGIC).put(run.text().getBytes(US_ASCII)).putInt(batch).putLong(sinceSlice);
    return head.rewind();
  }

  /// @throws IOException when `head` is not the head of a ledger
  static RunId run(ByteBuffer head) throws IOException {
    byte[] magic = new byte[MAGIC.length];
    byte[] run = new byte[RUN_LENGTH];
    head.get(0, magic).get(MAGIC.length, run);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IOException("It does not begin like a ledger");
    }
    return new RunId(new String(run, US_ASCII));
  }

  static int batch(ByteBuffer head) {
    return head.getInt(MAGIC.length + RUN_LENGTH);
  }

  static long sinceSlice(ByteBuffer head) {
    return head.getLong(MAGIC.length + RUN_LENGTH + Integer.BYTES);
  }

  static long record(Kind kind, int status, long request) {
    return (long) kind.letter << 56 | (long) status << NUMBER_BITS | request;
  }

  static long request(long record) {
    return record & ((1L << NUMBER_BITS) - 1);
  }

  /// What a record says of a request.
  enum Kind {
    SENT('S'),
    ACKNOWLEDGED('A'),
    REFUSED('R'),
    UNKNOWN('U');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    /// @throws IOException when it is of no kind
    static Kind of(long record) throws IOException {
      char letter = (char) (record >>> 56);
      for (Kind kind : values()) {
        if (kind.letter == letter) {
          return kind;
        }
      }
      throw new IOException("No record begins with the byte " + (int) letter);
    }
  }
}
