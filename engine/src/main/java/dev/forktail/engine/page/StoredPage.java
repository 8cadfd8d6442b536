package dev.forktail.engine.page;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.util.Optional;

/// A page as it is in the catalog.
///
/// @param definition the newest, published or not
/// @param version 1 for a new one, one more with each change, publishing and withdrawing included
/// @param published the version that visitors see; empty: they see none
public record StoredPage(
    ProjectId project,
    PageDefinition definition,
    long version,
    Optional<Long> published,
    Instant created,
    Instant changed) {
  public StoredPage {
    if (version < 1) {
      throw new IllegalArgumentException("version must be at least 1: " + version);
    }
  }

  public Slug slug() {
    return definition.slug();
  }

  /// The next version.
  StoredPage next(PageDefinition definition, Instant at) {
    return new StoredPage(project, definition, version + 1, published, created, at);
  }

  /// This version as what visitors see.
  StoredPage publish() {
    return new StoredPage(project, definition, version, Optional.of(version), created, changed);
  }

  StoredPage withdraw() {
    return new StoredPage(project, definition, version, Optional.empty(), created, changed);
  }
}
