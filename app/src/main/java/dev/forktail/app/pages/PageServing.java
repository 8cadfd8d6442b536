package dev.forktail.app.pages;

import dev.forktail.app.Housekeeping;
import dev.forktail.engine.experiment.LiveExperiments;
import dev.forktail.engine.page.PageCache;
import dev.forktail.engine.page.PageCatalog;
import dev.forktail.engine.page.PageNews;
import dev.forktail.engine.page.SharedEditions;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.page.PostgresPageCatalog;
import dev.forktail.postgres.page.PostgresPageNews;
import dev.forktail.redis.RedisEditions;
import dev.forktail.redis.RedisLink;
import dev.forktail.web.experiment.Visitors;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.page.PageCheck;
import dev.forktail.web.page.PageRoutes;
import dev.forktail.web.page.PreviewLinks;
import dev.forktail.web.page.VisitedPages;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Pages of a running server: where they are kept, what holds them ready, and how that is doing.
public final class PageServing implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

  private final PageSettings settings;
  private final PreviewLinks previews;
  private final Optional<RedisLink> redis;
  private final EditionFiles files;
  private final ProductDatabase database;
  private final PageCatalog catalog;
  private final PageNews news;
  private final Housekeeping jobs = new Housekeeping("pages", 1);
  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private @Nullable PageCache cache;

  /// @param data the data folder
  public PageServing(
      PageSettings settings, PreviewLinks previews, ProductDatabase database, Path data) {
    this.settings = settings;
    this.previews = previews;
    this.redis =
        settings
            .redis()
            .map(url -> RedisLink.to("The Redis of cache.redis.url", url, System::nanoTime));
    this.files = new EditionFiles(data.resolve("pages"));
    this.database = database;
    this.catalog = new PostgresPageCatalog(database);
    this.news = new PostgresPageNews(database);
  }

  /// Where pages are mounted.
  ///
  /// @param pages where admins are answered
  /// @param waiting where visitors are answered whose page is not in memory
  public record Room(Routes routes, Pages pages, Pages waiting, KeyRing keys) {}

  /// Mounts what is served, and begins to follow what is published.
  ///
  /// @param isWanted whether there is a product database to be followed
  public void addTo(
      Room room,
      LiveExperiments live,
      Visitors visitors,
      boolean isWanted,
      MeterRegistry registry) {
    var shared = redis.<SharedEditions>map(RedisEditions::new).orElse(SharedEditions.NONE);
    var held = new PageCache(catalog, shared, files, settings.bytesMax(), background, registry);
    cache = held;
    var clock = InstantSource.system();
    var check = new PageCheck(live, catalog);
    new PageRoutes(catalog, check, previews, held, room.keys(), clock)
        .addTo(room.routes(), room.pages());
    new VisitedPages(held, catalog, visitors, previews, clock).addTo(room.routes(), room.waiting());
    if (isWanted) {
      jobs.every(PAUSE, PAUSE_MAX, "follow the pages", () -> follow(held));
    }
  }

  private void follow(PageCache held) {
    if (!database.isOpen()) {
      return;
    }
    try {
      news.follow(held);
    } finally {
      held.isLost();
    }
  }

  /// What is wrong; empty when what is published is followed.
  public Optional<String> fault() {
    return jobs.fault().or(() -> redis.flatMap(RedisLink::fault));
  }

  public Map<String, Number> numbers() {
    var held = cache;
    return held == null ? Map.of() : Map.of("pagesInMemory", held.size());
  }

  @Override
  public void close() {
    jobs.close();
    background.shutdownNow();
    redis.ifPresent(RedisLink::close);
  }
}
