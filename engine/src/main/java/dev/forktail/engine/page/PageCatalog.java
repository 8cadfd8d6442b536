package dev.forktail.engine.page;

import dev.forktail.engine.event.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where pages are kept, with all versions that they ever had.
///
/// - **Contract.** An edit sees the page as it is, and nobody changes it until what it wants is
///   stored; it is stored whole, with its version, or not at all. No page and no version ever goes.
///   Who publishes or withdraws tells [PageNews] in the same transaction.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface PageCatalog {

  /// The pages of `project`, by slug, without their contents.
  List<Listed> list(ProjectId project);

  /// A page in a list.
  ///
  /// @param published the version that visitors see; empty: they see none
  record Listed(Slug slug, long version, Optional<Long> published, java.time.Instant changed) {}

  Optional<StoredPage> find(ProjectId project, Slug slug);

  /// One of a page's versions.
  Optional<PageDefinition> findVersion(ProjectId project, Slug slug, long version);

  /// What was done to a page, the newest first; empty when there is none of that slug.
  List<PageLine> history(ProjectId project, Slug slug);

  /// Has `edit` say what is to become of the page of this slug; returns what it said.
  PageOutcome edit(Slug slug, Edit edit);

  /// What visitors get.
  Edition edition(Slug slug);

  /// The version of each edition that there is: of pages that are published, or were.
  Map<Slug, Long> editions();

  /// The sites, in lower case, to which pages of `project` may send visitors.
  Set<String> redirectHosts(ProjectId project);

  /// Has them be `hosts`, and no others.
  void allowRedirects(ProjectId project, Set<String> hosts);

  /// Looks at the page as it is and says what is to be stored. May be asked again when the first
  /// time came to nothing.
  @FunctionalInterface
  interface Edit {
    PageOutcome on(Optional<StoredPage> present);
  }
}
