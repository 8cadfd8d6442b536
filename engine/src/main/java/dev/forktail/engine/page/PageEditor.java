package dev.forktail.engine.page;

import dev.forktail.engine.audit.Change;
import dev.forktail.engine.event.ProjectId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// What may be done to pages: the rules, over any catalog.
public final class PageEditor {
  private final PageCatalog catalog;

  public PageEditor(PageCatalog catalog) {
    this.catalog = catalog;
  }

  /// Adds a page.
  ///
  /// @param publish whether visitors see it at once
  public PageOutcome create(
      ProjectId project, PageDefinition definition, boolean publish, Change change) {
    return catalog.edit(
        definition.slug(),
        present -> {
          if (present.isPresent()) {
            return new PageOutcome.Taken();
          }
          var added =
              new StoredPage(project, definition, 1, Optional.empty(), change.at(), change.at());
          return new PageOutcome.Store(publish ? added.publish() : added, change);
        });
  }

  /// Gives a page another definition; visitors go on seeing what is published, unless this is to be
  /// published too.
  ///
  /// @param seen the version that the caller has seen
  public PageOutcome replace(
      ProjectId project, PageDefinition wanted, long seen, boolean publish, Change change) {
    return onSeen(
        project,
        wanted.slug(),
        OptionalLong.of(seen),
        before -> {
          boolean same =
              wanted.equals(before.definition())
                  && (!publish || before.published().equals(Optional.of(before.version())));
          if (same) {
            return new PageOutcome.Same(before);
          }
          var next = before.next(wanted, change.at());
          return new PageOutcome.Store(publish ? next.publish() : next, change);
        });
  }

  /// Has visitors see the newest version from now on.
  ///
  /// @param seen the version that the caller has seen; empty: whichever
  public PageOutcome publish(ProjectId project, Slug slug, OptionalLong seen, Change change) {
    return onSeen(
        project,
        slug,
        seen,
        before ->
            before.published().equals(Optional.of(before.version()))
                ? new PageOutcome.Same(before)
                : new PageOutcome.Store(
                    before.next(before.definition(), change.at()).publish(), change));
  }

  /// Has visitors see a former version from now on, which becomes the newest.
  public PageOutcome publishAgain(
      ProjectId project, Slug slug, long version, OptionalLong seen, Change change) {
    var former = catalog.findVersion(project, slug, version);
    return former.isEmpty()
        ? new PageOutcome.Missing()
        : onSeen(
            project,
            slug,
            seen,
            before ->
                new PageOutcome.Store(before.next(former.get(), change.at()).publish(), change));
  }

  /// Has visitors see nothing any more.
  public PageOutcome withdraw(ProjectId project, Slug slug, OptionalLong seen, Change change) {
    return onSeen(
        project,
        slug,
        seen,
        before ->
            before.published().isEmpty()
                ? new PageOutcome.Same(before)
                : new PageOutcome.Store(
                    before.next(before.definition(), change.at()).withdraw(), change));
  }

  private PageOutcome onSeen(
      ProjectId project, Slug slug, OptionalLong seen, Function<StoredPage, PageOutcome> step) {
    return catalog.edit(
        slug,
        present -> {
          var before = present.filter(page -> page.project().equals(project));
          if (before.isEmpty()) {
            return new PageOutcome.Missing();
          }
          long version = before.get().version();
          return seen.isPresent() && seen.getAsLong() != version
              ? new PageOutcome.Stale(version)
              : step.apply(before.get());
        });
  }
}
