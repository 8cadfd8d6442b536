package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forktail.engine.context.IpPolicy;
import dev.forktail.engine.context.SentContext;
import dev.forktail.engine.context.SentField;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Leaves as much of a visitor's address in a body as may be kept.
final class KeptAddress {
  private KeptAddress() {}

  /// Shortens the `context.ip` of `draft` where it stands in `body`: in the same bytes, filled up
  /// with spaces.
  static void leave(IpPolicy policy, byte[] body, EventDraft draft) {
    SentContext sent = draft.sent;
    if (policy == IpPolicy.KEEP || sent == null || !draft.ip.isPresent()) {
      return;
    }
    @Nullable String text = sent.get(SentField.IP);
    @Nullable String kept = text == null ? null : policy.apply(text);
    if (kept == null || !kept.equals(text)) {
      byte[] bytes = ('"' + (kept == null ? "" : kept) + '"').getBytes(US_ASCII);
      System.arraycopy(bytes, 0, body, draft.ip.start, bytes.length);
      Arrays.fill(body, draft.ip.start + bytes.length, draft.ip.end, (byte) ' ');
    }
  }
}
