package dev.forktail.postgres.event;

import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// A batch sorted out: events to be stored unless they are known, events that stand in the batch
/// more than once, dead letters. All in the order of the batch.
record BatchParts(List<Candidate> candidates, List<Event> repeated, List<Letter> letters) {

  /// An event that is stored unless its hash is known already.
  record Candidate(MessageHash hash, long sequence, Event event) {}

  /// A dead letter.
  record Letter(long sequence, DeadLetter deadLetter) {}

  /// The hashes of all candidates, in their order.
  List<MessageHash> sortedHashes() {
    return candidates.stream().map(Candidate::hash).sorted().toList();
  }

  static BatchParts of(EventBatch batch, MessageHasher hasher) {
    var candidates = new ArrayList<Candidate>(batch.entries().size());
    var repeated = new ArrayList<Event>();
    var letters = new ArrayList<Letter>();
    var seen = HashSet.<MessageHash>newHashSet(batch.entries().size());
    for (var entry : batch.entries()) {
      switch (entry.arrival()) {
        case DeadLetter letter -> letters.add(new Letter(entry.sequence(), letter));
        case Event event -> {
          var hash = hasher.hash(event);
          if (seen.add(hash)) {
            candidates.add(new Candidate(hash, entry.sequence(), event));
          } else {
            repeated.add(event);
          }
        }
      }
    }
    return new BatchParts(candidates, repeated, letters);
  }
}
