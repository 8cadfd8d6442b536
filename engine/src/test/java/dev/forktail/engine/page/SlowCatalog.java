package dev.forktail.engine.page;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.page.memory.InMemoryPageCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// A catalog in memory that counts how often it is looked into, and whose answers can be held back
/// after they were read, or refused.
final class SlowCatalog implements PageCatalog {
  private final PageCatalog catalog = new InMemoryPageCatalog();
  private final AtomicInteger looks = new AtomicInteger();
  private final Semaphore read = new Semaphore(0);
  private final Semaphore answers = new Semaphore(0);
  private volatile boolean slow;
  private volatile boolean away;

  int looks() {
    return looks.get();
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  /// From now on each answer waits until it is let go.
  void holdAnswers() {
    slow = true;
  }

  /// Waits until an answer is held back.
  void awaitHeldAnswer() {
    read.acquireUninterruptibly();
  }

  /// Lets go of the answer that is held back, and no further one is.
  void letGo() {
    slow = false;
    answers.release();
  }

  @Override
  public Edition edition(Slug slug) {
    looks.incrementAndGet();
    requireThere();
    var edition = catalog.edition(slug);
    if (slow) {
      read.release();
      answers.acquireUninterruptibly();
    }
    return edition;
  }

  @Override
  public Map<Slug, Long> editions() {
    requireThere();
    return catalog.editions();
  }

  private void requireThere() {
    if (away) {
      throw new StoreException.Unavailable("The catalog is away");
    }
  }

  @Override
  public List<Listed> list(ProjectId project) {
    return catalog.list(project);
  }

  @Override
  public Optional<StoredPage> find(ProjectId project, Slug slug) {
    return catalog.find(project, slug);
  }

  @Override
  public Optional<PageDefinition> findVersion(ProjectId project, Slug slug, long version) {
    return catalog.findVersion(project, slug, version);
  }

  @Override
  public List<PageLine> history(ProjectId project, Slug slug) {
    return catalog.history(project, slug);
  }

  @Override
  public PageOutcome edit(Slug slug, Edit edit) {
    return catalog.edit(slug, edit);
  }

  @Override
  public Set<String> redirectHosts(ProjectId project) {
    return catalog.redirectHosts(project);
  }

  @Override
  public void allowRedirects(ProjectId project, Set<String> hosts) {
    catalog.allowRedirects(project, hosts);
  }
}
