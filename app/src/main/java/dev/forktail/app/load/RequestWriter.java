package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.nio.ByteBuffer;

/// Writes requests: number n carries the events from n × batch on. The same number gives the same
/// bytes again. Used by one thread.
final class RequestWriter {
  private static final int HEAD_MAX = 1_024;

  private final EventTemplates templates;
  private final RunId run;
  private final int batch;
  private final byte[] head;
  private final byte[] before;
  private final byte[] between;
  private final byte[] after;
  private final TimeStamp stamp = new TimeStamp();

  RequestWriter(
      EventTemplates templates, RunId run, int batch, WireFormat format, URI url, String key) {
    this.templates = templates;
    this.run = run;
    this.batch = batch;
    this.head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Content-Type: %s\r
        Content-Length:\
        """
            .formatted(format.path(), url.getAuthority(), key, format.contentType())
            .getBytes(US_ASCII);
    this.before = format.before().getBytes(US_ASCII);
    this.between = format.between().getBytes(US_ASCII);
    this.after = format.after().getBytes(US_ASCII);
  }

  /// No request is longer, in bytes.
  int lengthMax() {
    int events = batch * (templates.lengthMax() + between.length);
    return HEAD_MAX + before.length + events + after.length;
  }

  /// Appends request `number` to `out`; its events happened at `epochMillis`.
  void write(long number, long epochMillis, ByteBuffer out) {
    long first = number * batch;
    out.put(head);
    putDecimal(bodyLength(first), out);
    out.putInt(0x0D0A0D0A);
    out.put(before);
    for (int i = 0; i < batch; i++) {
      if (i > 0) {
        out.put(between);
      }
      templates.at(first + i).put(out, run, first + i, stamp, epochMillis);
    }
    out.put(after);
  }

  private int bodyLength(long first) {
    int length = before.length + after.length + (batch - 1) * between.length;
    for (int i = 0; i < batch; i++) {
      length += templates.at(first + i).length();
    }
    return length;
  }

  private static void putDecimal(int number, ByteBuffer out) {
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int start = out.position();
    int rest = number;
    for (int i = digits - 1; i >= 0; i--) {
      out.put(start + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    out.position(start + digits);
  }
}
