package dev.forktail.web.page;

import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.page.Edition;
import dev.forktail.engine.page.PageCatalog;
import dev.forktail.engine.page.PageEditor;
import dev.forktail.engine.page.PageNews;
import dev.forktail.engine.page.PageOutcome;
import dev.forktail.engine.page.Slug;
import dev.forktail.engine.page.StoredPage;
import dev.forktail.engine.page.json.PageJson;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.IfMatch;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.page.PreviewLinks.Preview;
import dev.forktail.web.project.KeyAccess;
import dev.forktail.web.project.KeyedPaths;
import dev.forktail.web.project.Versioned;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Mounts the pages of a project for admin keys, `/api/pages`: listed, created, read, replaced,
/// published, withdrawn, with all versions that they ever had.
public final class PageRoutes {
  private static final String ALL = "/api/pages";
  private static final String ONE = ALL + "/";
  private static final int PREVIEW_SECONDS = 24 * 3_600;
  private static final int PREVIEW_SECONDS_MAX = 30 * PREVIEW_SECONDS;
  private static final String INVALID = "invalid_page";
  private static final int BODY_BYTES_MAX = 4 << 20;
  private static final int VERSION_MAX = Integer.MAX_VALUE;
  private static final KeyedPaths<Slug> PATHS =
      new KeyedPaths<>(
          ONE,
          Slug::new,
          Reply.error(404, "not_found", "slug", "There is no such page, or no such version."));

  private final PageCatalog catalog;
  private final PageEditor editor;
  private final PageCheck check;
  private final PreviewLinks previews;
  private final PageNews.Listener here;
  private final KeyAccess admins;
  private final InstantSource clock;

  /// @param check refuses what visitors could not be shown
  /// @param previews makes links for who wants to look at an arm
  /// @param here serves pages on this node, and is told of a new edition before its maker is
  public PageRoutes(
      PageCatalog catalog,
      PageCheck check,
      PreviewLinks previews,
      PageNews.Listener here,
      KeyRing keys,
      InstantSource clock) {
    this.catalog = catalog;
    this.editor = new PageEditor(catalog);
    this.check = check;
    this.previews = previews;
    this.here = here;
    this.admins = new KeyAccess(keys, KeyRole.ADMIN);
    this.clock = clock;
  }

  public void addTo(Routes routes, Pages pages) {
    routes.get(ALL, pages.of(admins.page(INVALID, (access, _) -> list(access))));
    routes.post(ALL, pages.withBody(BODY_BYTES_MAX, admins.page(INVALID, this::create)));
    routes.get(ONE + "*", pages.of(admins.page(INVALID, this::read)));
    routes.put(ONE + "*", pages.withBody(BODY_BYTES_MAX, admins.page(INVALID, this::replace)));
    routes.post(ONE + "*", pages.withBody(BODY_BYTES_MAX, admins.page(INVALID, this::act)));
    new RedirectHosts(catalog, admins).addTo(routes, pages);
    routes.delete(ONE + "*", pages.of(admins.page(INVALID, this::delete)));
  }

  private Reply list(Access access) {
    return Versioned.fresh(Reply.json(200, StoredPageJson.list(catalog.list(access.project()))));
  }

  private Reply create(Access access, PageRequest request) {
    var wish = PageWish.read(request.body());
    check.require(access, wish.page());
    var change = change(access, Action.CREATE, wish.note());
    return reply(201, editor.create(access.project(), wish.page(), wish.publish(), change));
  }

  private Reply read(Access access, PageRequest request) {
    var parts = request.partsBehind(ONE);
    return PATHS.with(
        parts.getFirst(),
        slug ->
            switch (parts.size()) {
              case 1 ->
                  catalog
                      .find(access.project(), slug)
                      .map(page -> one(200, page))
                      .orElse(PATHS.missing());
              case 2 ->
                  parts.getLast().equals("history")
                      ? history(access, slug)
                      : Versioned.NOTHING_HERE;
              case 3 ->
                  parts.get(1).equals("versions")
                      ? version(access, slug, parts.getLast())
                      : Versioned.NOTHING_HERE;
              default -> Versioned.NOTHING_HERE;
            });
  }

  private Reply history(Access access, Slug slug) {
    var lines = catalog.history(access.project(), slug);
    return lines.isEmpty()
        ? PATHS.missing()
        : Versioned.fresh(Reply.json(200, StoredPageJson.history(lines)));
  }

  private Reply version(Access access, Slug slug, String number) {
    return IfMatch.findNumber(number)
        .flatMap(version -> catalog.findVersion(access.project(), slug, version))
        .map(page -> Versioned.fresh(Reply.json(200, PageJson.write(page))))
        .orElse(PATHS.missing());
  }

  private Reply replace(Access access, PageRequest request) {
    return Versioned.replace(
        request,
        ONE,
        (slug, seen) -> {
          var wish = PageWish.read(request.body(), slug);
          check.require(access, wish.page());
          var change = change(access, Action.EDIT, wish.note());
          return reply(
              200, editor.replace(access.project(), wish.page(), seen, wish.publish(), change));
        });
  }

  private Reply act(Access access, PageRequest request) {
    return PATHS.below(
        request,
        (slug, word) -> {
          var body = Versioned.body(request);
          return switch (word) {
            case "publish" -> publish(access, request, slug, body);
            case "preview" -> preview(access, slug, body);
            case "withdraw" -> withdraw(access, request, slug, PageWish.note(body));
            default -> Versioned.NOTHING_HERE;
          };
        });
  }

  private Reply publish(Access access, PageRequest request, Slug slug, JsonFields body) {
    var seen = IfMatch.of(request).version();
    var change = change(access, Action.PUBLISH, PageWish.note(body));
    return reply(
        200,
        body.has("version")
            ? editor.publishAgain(
                access.project(), slug, body.integer("version", 1, VERSION_MAX), seen, change)
            : editor.publish(access.project(), slug, seen, change));
  }

  private Reply preview(Access access, Slug slug, JsonFields body) {
    var variant = body.findText("variant").map(PageRoutes::variant);
    long version = body.has("version") ? body.integer("version", 1, VERSION_MAX) : 0;
    int seconds =
        body.has("seconds") ? body.integer("seconds", 1, PREVIEW_SECONDS_MAX) : PREVIEW_SECONDS;
    body.refuseOthers();
    var page =
        version == 0
            ? catalog.edition(slug).shown().map(Edition.Shown::page)
            : catalog.findVersion(access.project(), slug, version);
    if (page.isEmpty() || catalog.find(access.project(), slug).isEmpty()) {
      return PATHS.missing();
    }
    variant.ifPresent(key -> check.requireVariant(access, page.get(), key));
    var expires = clock.instant().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    var preview = new Preview(access.project(), slug, version, variant, expires);
    return Versioned.fresh(
        Reply.json(200, StoredPageJson.preview(previews.link(preview), expires)));
  }

  private static VariantKey variant(String text) {
    try {
      return new VariantKey(text);
    } catch (IllegalArgumentException e) {
      throw new WrongFieldException("variant", e.getMessage() + ".");
    }
  }

  private Reply withdraw(Access access, PageRequest request, Slug slug, String note) {
    return reply(
        200,
        editor.withdraw(
            access.project(),
            slug,
            IfMatch.of(request).version(),
            change(access, Action.WITHDRAW, note)));
  }

  private Reply delete(Access access, PageRequest request) {
    return PATHS.one(request, slug -> withdraw(access, request, slug, ""));
  }

  private Change change(Access access, Action action, String note) {
    return new Change(access.source(), Versioned.now(clock), action, note);
  }

  private Reply reply(int status, PageOutcome outcome) {
    return switch (outcome) {
      case PageOutcome.Store stored -> stored(status, stored);
      case PageOutcome.Same(var page) -> one(200, page);
      case PageOutcome.Missing() -> PATHS.missing();
      case PageOutcome.Taken() ->
          Reply.error(409, "conflict", "slug", "There is a page of this slug already.");
      case PageOutcome.Stale(var version) -> IfMatch.outdated(version);
    };
  }

  private Reply stored(int status, PageOutcome.Store stored) {
    var page = stored.page();
    if (stored.isEdition()) {
      here.changed(page.slug(), page.version());
    }
    return one(status, page);
  }

  private static Reply one(int status, StoredPage page) {
    return Versioned.one(status, StoredPageJson.one(page), page.version());
  }
}
