package dev.forktail.web.page;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.page.Edition.Shown;
import dev.forktail.engine.page.PageCache;
import dev.forktail.engine.page.PageCache.Served;
import dev.forktail.engine.page.PageCatalog;
import dev.forktail.engine.page.Slug;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.experiment.Visitors;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Mounts `GET /pages/SLUG`: what a visitor sees of a page, who gets an arm of its experiment, is
/// remembered, and is recorded as having seen it. What is in memory is answered on the event loop.
///
/// A prefetch and a HEAD see the page too, but nothing is recorded: nobody has looked at it yet.
public final class VisitedPages {
  static final String BEGINNING = "/pages/";

  /// What the events of pages have as their source.
  private static final String SOURCE = "pages";

  private final PageCache cache;
  private final PageCatalog catalog;
  private final Visitors visitors;
  private final PreviewLinks previews;
  private final InstantSource clock;

  /// @param previews reads links for who wants to look at an arm
  public VisitedPages(
      PageCache cache,
      PageCatalog catalog,
      Visitors visitors,
      PreviewLinks previews,
      InstantSource clock) {
    this.cache = cache;
    this.catalog = catalog;
    this.visitors = visitors;
    this.previews = previews;
    this.clock = clock;
  }

  public void addTo(Routes routes, Pages pages) {
    var waiting = pages.of(this::fetch);
    routes.get(BEGINNING + "*", loop -> onLoop(waiting.on(loop)));
  }

  private Handler<HttpServerRequest> onLoop(Handler<HttpServerRequest> waiting) {
    return request -> {
      var asked = PageRequest.of(request);
      var served = isPreview(asked) ? Optional.<Served>empty() : slug(asked).flatMap(cache::peek);
      if (served.isPresent() && !mayWait(served.get())) {
        Replies.send(request, reply(asked, served.get()));
        return;
      }
      waiting.handle(request);
    };
  }

  private static Optional<Slug> slug(PageRequest request) {
    var parts = request.partsBehind(BEGINNING);
    return parts.size() == 1 ? Slug.find(parts.getFirst()) : Optional.empty();
  }

  /// Whether the visitor's arm is asked of sessions.
  private boolean mayWait(Served served) {
    var shown = served.edition().shown();
    return shown
        .flatMap(one -> one.page().experiment())
        .filter(key -> visitors.mayWait(shown.get().project(), Optional.of(List.of(key))))
        .isPresent();
  }

  private static boolean isPreview(PageRequest request) {
    return request.findParameter(PreviewLinks.PARAMETER).isPresent();
  }

  /// What is not in memory; waits.
  private Reply fetch(PageRequest request) {
    var slug = slug(request);
    if (slug.isEmpty()) {
      return PageReply.missing();
    }
    try {
      return isPreview(request)
          ? preview(request, slug.get())
          : reply(request, cache.get(slug.get()));
    } catch (StoreException _) { // told in /health
      return PageReply.unavailable();
    }
  }

  /// What a signed link shows: any version, in any arm. Nobody is remembered, nothing is recorded.
  private Reply preview(PageRequest request, Slug slug) {
    var now = clock.instant();
    var preview =
        request
            .findParameter(PreviewLinks.PARAMETER)
            .flatMap(text -> previews.read(text, now))
            .filter(known -> known.slug().equals(slug));
    if (preview.isEmpty()) {
      return PageReply.noPreview();
    }
    long version = preview.get().version();
    var page =
        version == 0
            ? cache.get(slug).edition().shown().map(Shown::page)
            : catalog.findVersion(preview.get().project(), slug, version);
    return page.map(shown -> PageReply.preview(request, shown, preview.get().variant(), now))
        .orElseGet(PageReply::missing);
  }

  private Reply reply(PageRequest request, Served served) {
    var shown = served.edition().shown();
    if (shown.isEmpty()) {
      return PageReply.missing();
    }
    try {
      var reply = PageReply.of(request, served, shown.get(), clock.instant());
      return shown
          .get()
          .page()
          .experiment()
          .map(experiment -> armed(reply, request, shown.get(), experiment))
          .orElseGet(reply::plain);
    } catch (WrongFieldException e) {
      return Reply.error(400, "invalid_request", e.field(), e.reason());
    }
  }

  private Reply armed(PageReply reply, PageRequest request, Shown shown, ExperimentKey experiment) {
    var access = new Access(shown.project(), KeyRole.WRITE, SOURCE);
    var seen = visitors.see(access, request, Optional.of(List.of(experiment)), isLookedAt(request));
    return reply.of(seen.findArm(experiment), seen.setCookie());
  }

  private static boolean isLookedAt(PageRequest request) {
    return !request.isHead()
        && request
            .findHeader("Sec-Purpose")
            .or(() -> request.findHeader("Purpose"))
            .filter(purpose -> purpose.contains("prefetch"))
            .isEmpty();
  }
}
