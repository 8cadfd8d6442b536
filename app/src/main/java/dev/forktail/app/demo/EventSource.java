package dev.forktail.app.demo;

import java.time.Instant;
import java.util.List;

/// Something that makes events as time goes by. Used by one thread.
interface EventSource {

  /// The events that are to be sent by `now`, at most `max` of them, each once; the rest stays for
  /// the next call. JSON in Segment's form.
  List<byte[]> until(Instant now, int max);
}
