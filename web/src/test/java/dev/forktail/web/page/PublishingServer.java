package dev.forktail.web.page;

import dev.forktail.engine.page.PageCache;
import dev.forktail.engine.page.SharedEditions;
import dev.forktail.engine.page.memory.InMemoryKeptEditions;
import dev.forktail.engine.page.memory.InMemoryPageCatalog;
import dev.forktail.web.experiment.DecidingServer;
import dev.forktail.web.experiment.Seal;
import dev.forktail.web.experiment.Visitors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A server with pages and experiments in memory, at noon.
final class PublishingServer implements AutoCloseable {
  private final InMemoryPageCatalog catalog = new InMemoryPageCatalog();
  private final PageCache cache =
      new PageCache(
          catalog,
          SharedEditions.NONE,
          new InMemoryKeptEditions(),
          1 << 20,
          Runnable::run,
          new SimpleMeterRegistry());
  private final DecidingServer deciding;
  private volatile Instant now = DecidingServer.NOON;
  private final InstantSource clock = () -> now;

  PublishingServer() {
    this(false);
  }

  PublishingServer(boolean consentRequired) {
    deciding = new DecidingServer(consentRequired, this::mount);
    cache.follows();
  }

  private void mount(DecidingServer.Mounted mounted, Visitors visitors) {
    var previews = new PreviewLinks(new Seal(List.of(new byte[32])));
    var check = new PageCheck(mounted.live(), catalog);
    new PageRoutes(catalog, check, previews, cache, mounted.keys(), clock)
        .addTo(mounted.routes(), mounted.pages());
    new VisitedPages(cache, catalog, visitors, previews, clock)
        .addTo(mounted.routes(), mounted.pages());
  }

  DecidingServer deciding() {
    return deciding;
  }

  /// An experiment of visitors whose arms, `control` and `treatment`, chance deals.
  void addExperiment(String key) {
    deciding.add(
        """
        {"key":"%s","state":"running","strategy":"random","unit":"anonymousId","variants":[
        {"key":"control","weight":1},{"key":"treatment","weight":1}]}
        """
            .formatted(key));
  }

  /// Time passes.
  void advance(Duration time) {
    now = now.plus(time);
  }

  /// The news of pages do not come in any more.
  void loseNews() {
    cache.isLost();
  }

  HttpResponse<String> post(String path, String body) {
    return deciding
        .http()
        .send(deciding.http().request(path, "admin").POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> put(String path, String body, String seen) {
    return deciding
        .http()
        .send(
            deciding
                .http()
                .request(path, "admin")
                .header("If-Match", seen)
                .PUT(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> delete(String path) {
    return deciding.http().send(deciding.http().request(path, "admin").DELETE());
  }

  HttpResponse<String> get(String path) {
    return deciding.http().send(deciding.http().request(path, "admin").GET());
  }

  /// What a browser is sent, which shows these headers.
  HttpResponse<String> visit(String path, Map<String, String> headers) {
    var request = deciding.http().request(path, null).GET();
    headers.forEach(request::header);
    return deciding.http().send(request);
  }

  /// What a browser is sent, which shows this cookie.
  HttpResponse<String> visit(String path, @Nullable String cookie) {
    return visit(path, cookie == null ? Map.of() : Map.of("Cookie", cookie));
  }

  @Override
  public void close() {
    deciding.close();
  }
}
