package dev.forktail.engine.page;

import dev.forktail.engine.audit.Change;
import java.util.Optional;

/// What becomes of a wish to change a page. Only the first is stored.
public sealed interface PageOutcome {
  /// This is the page from now on.
  record Store(StoredPage page, Change change) implements PageOutcome {
    /// Whether visitors see it differently: this version is an edition.
    public boolean isEdition() {
      return page.published().equals(Optional.of(page.version()))
          || change.action() == Change.Action.WITHDRAW;
    }
  }

  /// It is like that already.
  record Same(StoredPage page) implements PageOutcome {}

  /// There is no such page, or no such version of it.
  record Missing() implements PageOutcome {}

  /// Some page has that slug already.
  record Taken() implements PageOutcome {}

  /// It is not the version any more that the caller has seen.
  record Stale(long version) implements PageOutcome {}
}
