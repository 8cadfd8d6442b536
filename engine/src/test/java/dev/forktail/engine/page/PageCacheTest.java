package dev.forktail.engine.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.page.PageCache.Served;
import dev.forktail.engine.page.memory.InMemoryKeptEditions;
import dev.forktail.engine.page.memory.InMemorySharedEditions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Row F36 of the fault plan, as far as it needs no Redis.
final class PageCacheTest {
  private static final ProjectId ONE = new ProjectId(1);
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Slug SUMMER = new Slug("summer");

  private final SlowCatalog catalog = new SlowCatalog();
  private final PageEditor editor = new PageEditor(catalog);
  private final InMemorySharedEditions shared = new InMemorySharedEditions();
  private final InMemoryKeptEditions kept = new InMemoryKeptEditions();
  private final Queue<Runnable> background = new ConcurrentLinkedQueue<>();
  private final PageCache cache = cache(1 << 20);

  @Test
  void twoHundredCallersOfAColdPageCostOneLook() throws Exception {
    publish("A");
    cache.follows();
    catalog.holdAnswers();
    var barrier = new CyclicBarrier(200);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 200)
              .<Callable<Served>>mapToObj(
                  _ ->
                      () -> {
                        barrier.await();
                        return cache.get(SUMMER);
                      })
              .map(threads::submit)
              .toList();
      catalog.awaitHeldAnswer();
      catalog.letGo();
      for (var call : calls) {
        assertThat(call.get()).isEqualTo(new Served(edition(1, "A"), false));
      }
    }
    assertThat(catalog.looks()).isEqualTo(1);
  }

  @Test
  void whatIsPublishedIsServedFromThenOn() {
    publish("A");
    cache.follows();
    assertThat(html(cache.get(SUMMER))).isEqualTo("A");

    publish("B");
    cache.changed(SUMMER, 2);

    assertThat(cache.peek(SUMMER)).isEmpty();
    assertThat(html(cache.get(SUMMER))).isEqualTo("B");
    assertThat(html(cache.peek(SUMMER).orElseThrow())).isEqualTo("B");
  }

  @Test
  void whatWasReadBeforeTheNewsIsNotHeldAfterThemNorWrittenBack() throws Exception {
    publish("A");
    cache.follows();
    catalog.holdAnswers();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Served> early = threads.submit(() -> cache.get(SUMMER));
      catalog.awaitHeldAnswer();
      publish("B");
      cache.changed(SUMMER, 2);
      catalog.letGo();

      assertThat(html(early.get())).isEqualTo("B");
    }
    assertThat(html(cache.get(SUMMER))).isEqualTo("B");
    assertThat(shared.find(SUMMER)).contains(edition(2, "B"));
    assertThat(catalog.looks()).isEqualTo(2);
    runBackground();
    assertThat(kept.find(SUMMER)).contains(edition(2, "B"));
  }

  @Test
  void theCopiesDoNotGetWhatIsOutdatedEvenWhenTheyHaveForgottenThatItIs() throws Exception {
    publish("A");
    cache.follows();
    catalog.holdAnswers();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Served> early = threads.submit(() -> cache.get(SUMMER));
      catalog.awaitHeldAnswer();
      publish("B");
      cache.changed(SUMMER, 2);
      shared.clear();
      catalog.letGo();
      early.get();
    }
    assertThat(shared.find(SUMMER)).contains(edition(2, "B"));
  }

  @Test
  void whoAsksAfterTheNewsDoesNotWaitForWhoAskedBefore() throws Exception {
    publish("A");
    cache.follows();
    catalog.holdAnswers();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Served> early = threads.submit(() -> cache.get(SUMMER));
      catalog.awaitHeldAnswer();
      publish("B");
      cache.changed(SUMMER, 2);
      Future<Served> late = threads.submit(() -> cache.get(SUMMER));
      catalog.awaitHeldAnswer();
      catalog.letGo();
      catalog.letGo();

      assertThat(html(early.get())).isEqualTo("B");
      assertThat(html(late.get())).isEqualTo("B");
    }
  }

  @Test
  void anotherNodesCopySparesTheLook() {
    publish("A");
    cache.follows();
    shared.put(edition(1, "A"));

    assertThat(html(cache.get(SUMMER))).isEqualTo("A");
    assertThat(catalog.looks()).isZero();
  }

  @Test
  void aCopyOlderThanTheNewsIsNotBelieved() {
    publish("A");
    shared.put(edition(1, "A"));
    publish("B");
    cache.follows();

    assertThat(html(cache.get(SUMMER))).isEqualTo("B");
  }

  @Test
  void withoutTheCatalogWhatIsInMemoryIsServedAsStale() {
    publish("A");
    cache.follows();
    cache.get(SUMMER);
    catalog.goAway();
    cache.isLost();

    assertThat(cache.get(SUMMER)).isEqualTo(new Served(edition(1, "A"), true));

    catalog.comeBack();
    cache.follows();
    assertThat(cache.peek(SUMMER)).contains(new Served(edition(1, "A"), false));
    assertThat(catalog.looks()).isEqualTo(1);
  }

  @Test
  void whatWasPublishedWhileTheNewsWereLostIsSeenWhenTheyComeAgain() {
    publish("A");
    cache.follows();
    cache.get(SUMMER);
    cache.isLost();
    publish("B");
    assertThat(html(cache.get(SUMMER))).isEqualTo("A");

    cache.follows();

    assertThat(cache.get(SUMMER)).isEqualTo(new Served(edition(2, "B"), false));
  }

  @Test
  void whenTheCatalogGoesAwayRightAfterTheNewsTheFormerEditionIsServedAsStale() {
    publish("A");
    cache.follows();
    cache.get(SUMMER);
    publish("B");
    cache.changed(SUMMER, 2);
    catalog.goAway();

    assertThat(cache.get(SUMMER)).isEqualTo(new Served(edition(1, "A"), true));

    catalog.comeBack();
    assertThat(cache.get(SUMMER)).isEqualTo(new Served(edition(2, "B"), false));
  }

  @Test
  void afterARestartWithoutTheCatalogTheDiskServes() {
    publish("A");
    cache.follows();
    runBackground();
    catalog.goAway();
    var restarted = cache(1 << 20);

    assertThat(restarted.get(SUMMER)).isEqualTo(new Served(edition(1, "A"), true));
    assertThatThrownBy(() -> restarted.get(new Slug("winter")))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void whatNobodyPublishedIsKnownNotToBeThereUntilSomebodyDoes() {
    cache.follows();
    assertThat(cache.get(SUMMER).edition().shown()).isEmpty();
    cache.get(SUMMER);
    assertThat(catalog.looks()).isEqualTo(1);

    publish("A");
    cache.changed(SUMMER, 1);

    assertThat(html(cache.get(SUMMER))).isEqualTo("A");
  }

  @Test
  void whatIsWithdrawnIsGoneAlsoFromDiskAndCopies() {
    publish("A");
    cache.follows();
    cache.get(SUMMER);
    editor.withdraw(ONE, SUMMER, OptionalLong.empty(), change(Action.WITHDRAW));
    cache.changed(SUMMER, 2);
    runBackground();

    assertThat(cache.get(SUMMER).edition().shown()).isEmpty();
    assertThat(kept.find(SUMMER).orElseThrow().shown()).isEmpty();
    assertThat(shared.find(SUMMER).orElseThrow().shown()).isEmpty();
  }

  @Test
  void memoryHasALimitAndWhatWasNotUsedGoesFirst() {
    var small = cache(4_000);
    for (var name : new String[] {"a", "b", "c"}) {
      var change = change(Action.CREATE);
      editor.create(ONE, page(new Slug(name), "x".repeat(1_500)), true, change);
    }
    small.follows();
    for (var name : new String[] {"a", "b", "none", "a", "c"}) {
      small.get(new Slug(name));
    }

    assertThat(small.peek(new Slug("a"))).isPresent();
    assertThat(small.peek(new Slug("b"))).isEmpty();
    assertThat(small.peek(new Slug("c"))).isPresent();
    assertThat(small.get(new Slug("b")).stale()).isFalse();
  }

  private PageCache cache(long bytesMax) {
    return new PageCache(
        catalog, shared, kept, bytesMax, background::add, new SimpleMeterRegistry());
  }

  private void runBackground() {
    for (var task = background.poll(); task != null; task = background.poll()) {
      task.run();
    }
  }

  /// The page is published with `html`, a version newer than before.
  private void publish(String html) {
    var version = catalog.find(ONE, SUMMER).map(StoredPage::version);
    var page = page(SUMMER, html);
    if (version.isEmpty()) {
      editor.create(ONE, page, true, change(Action.CREATE));
    } else {
      editor.replace(ONE, page, version.get(), true, change(Action.EDIT));
    }
  }

  private static Change change(Action action) {
    return new Change("admin", NOON, action, "");
  }

  private static String html(Served served) {
    return served.edition().shown().orElseThrow().page().content() instanceof Content.Html(var text)
        ? text
        : "";
  }

  private static Edition edition(long version, String html) {
    return new Edition(SUMMER, version, Optional.of(new Edition.Shown(ONE, page(SUMMER, html))));
  }

  private static PageDefinition page(Slug slug, String html) {
    return new PageDefinition(
        slug, Optional.empty(), new Content.Html(html), Map.of(), Duration.ZERO);
  }
}
