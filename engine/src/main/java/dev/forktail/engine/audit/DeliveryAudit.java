package dev.forktail.engine.audit;

import dev.forktail.engine.event.ProjectId;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/// Compares what a sender says it sent with what is stored: the recount behind `load --verify`.
///
/// - **Failure.** [dev.forktail.engine.event.StoreException.Unavailable].
public interface DeliveryAudit {

  /// The slice that is open now. What is sent after this is stored in it or in a later one.
  long openSlice();

  /// Looks up every id of `sent` in the slices, those up to the one that is open when it begins;
  /// `progress` hears what is being done.
  Delivery compare(SentLedger sent, Consumer<String> progress);

  /// What a sender says.
  ///
  /// @param idPrefix with what all of its message ids begin, and nobody else's
  /// @param sinceSlice the first slice that its events can be in
  /// @param ids each once, read once, from first to last
  record SentLedger(ProjectId project, String idPrefix, long sinceSlice, Iterator<SentId> ids) {
    public SentLedger {
      if (idPrefix.isEmpty()) {
        throw new IllegalArgumentException("idPrefix must not be empty");
      }
    }
  }

  /// A message id that was sent.
  ///
  /// @param acknowledged whether the sender was told that it is safe
  record SentId(String messageId, boolean acknowledged) {}

  /// What became of it.
  ///
  /// @param stored how many of the sent ids are stored
  /// @param lost how many were acknowledged and are not stored
  /// @param doubled how many events are stored beyond the first of their id
  /// @param phantom how many stored ids have the prefix but were not sent
  /// @param examples some of the lost, doubled and phantom ids, in words
  record Delivery(
      long sent,
      long acknowledged,
      long stored,
      long lost,
      long doubled,
      long phantom,
      List<String> examples) {
    public Delivery {
      examples = List.copyOf(examples);
    }

    /// Whether every acknowledged event is stored exactly once and nothing else is.
    public boolean exact() {
      return lost == 0 && doubled == 0 && phantom == 0;
    }
  }
}
