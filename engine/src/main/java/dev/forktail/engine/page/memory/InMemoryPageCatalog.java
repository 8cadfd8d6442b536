package dev.forktail.engine.page.memory;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.page.Edition;
import dev.forktail.engine.page.PageCatalog;
import dev.forktail.engine.page.PageDefinition;
import dev.forktail.engine.page.PageLine;
import dev.forktail.engine.page.PageOutcome;
import dev.forktail.engine.page.Slug;
import dev.forktail.engine.page.StoredPage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Pages in memory.
public final class InMemoryPageCatalog implements PageCatalog {
  private final Map<Slug, Kept> pages = new TreeMap<>();
  private final Map<ProjectId, Set<String>> hosts = new HashMap<>();

  /// A page with its versions, the newest first.
  private record Kept(StoredPage page, long edition, List<Version> versions) {}

  private record Version(PageLine line, PageDefinition definition) {}

  @Override
  public synchronized List<Listed> list(ProjectId project) {
    return pages.values().stream()
        .map(Kept::page)
        .filter(page -> page.project().equals(project))
        .map(page -> new Listed(page.slug(), page.version(), page.published(), page.changed()))
        .toList();
  }

  @Override
  public synchronized Optional<StoredPage> find(ProjectId project, Slug slug) {
    return kept(project, slug).map(Kept::page);
  }

  private Optional<Kept> kept(ProjectId project, Slug slug) {
    return Optional.ofNullable(pages.get(slug))
        .filter(kept -> kept.page().project().equals(project));
  }

  @Override
  public synchronized Optional<PageDefinition> findVersion(
      ProjectId project, Slug slug, long version) {
    return versions(project, slug).stream()
        .filter(kept -> kept.line().version() == version)
        .map(Version::definition)
        .findFirst();
  }

  private List<Version> versions(ProjectId project, Slug slug) {
    return kept(project, slug).map(Kept::versions).orElse(List.of());
  }

  @Override
  public synchronized List<PageLine> history(ProjectId project, Slug slug) {
    return versions(project, slug).stream().map(Version::line).toList();
  }

  @Override
  public synchronized PageOutcome edit(Slug slug, Edit edit) {
    var before = Optional.ofNullable(pages.get(slug));
    var outcome = edit.on(before.map(Kept::page));
    if (outcome instanceof PageOutcome.Store(var page, var change)) {
      var versions = new ArrayList<Version>();
      versions.add(new Version(new PageLine(page.version(), change), page.definition()));
      before.ifPresent(kept -> versions.addAll(kept.versions()));
      var published = before.flatMap(kept -> kept.page().published());
      long edition =
          page.published().equals(published)
              ? before.map(Kept::edition).orElse(0L)
              : page.version();
      pages.put(slug, new Kept(page, edition, List.copyOf(versions)));
    }
    return outcome;
  }

  @Override
  public synchronized Edition edition(Slug slug) {
    var kept = pages.get(slug);
    if (kept == null || kept.edition() == 0) {
      return Edition.none(slug);
    }
    var project = kept.page().project();
    var shown =
        kept.page()
            .published()
            .flatMap(version -> findVersion(project, slug, version))
            .map(definition -> new Edition.Shown(project, definition));
    return new Edition(slug, kept.edition(), shown);
  }

  @Override
  public synchronized Map<Slug, Long> editions() {
    var editions = new TreeMap<Slug, Long>();
    pages.forEach(
        (slug, kept) -> {
          if (kept.edition() > 0) {
            editions.put(slug, kept.edition());
          }
        });
    return editions;
  }

  @Override
  public synchronized Set<String> redirectHosts(ProjectId project) {
    return hosts.getOrDefault(project, Set.of());
  }

  @Override
  public synchronized void allowRedirects(ProjectId project, Set<String> hosts) {
    this.hosts.put(project, Set.copyOf(hosts));
  }
}
