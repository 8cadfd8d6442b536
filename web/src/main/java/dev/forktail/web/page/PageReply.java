package dev.forktail.web.page;

import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.experiment.ShortHash;
import dev.forktail.engine.page.Content;
import dev.forktail.engine.page.Edition.Shown;
import dev.forktail.engine.page.PageCache.Served;
import dev.forktail.engine.page.PageDefinition;
import dev.forktail.engine.page.Target;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Reply;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The answer to who asks for a page.
///
/// What everybody sees may be kept by whoever it passes, and what depends on the arm by the browser
/// only; both for as long as the page says, and then they ask whether it is still the same.
final class PageReply {
  private static final Map<String, String> SAFETY =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "strict-origin-when-cross-origin",
          "Content-Security-Policy", "base-uri 'self'; object-src 'none'; frame-ancestors 'self'");
  private static final String JSON = "application/json; charset=utf-8";
  private static final String STALE = "110 forktail \"Response is Stale\"";
  private static final Reply MISSING =
      html(404, "There is no such page.").with("Cache-Control", "no-store");
  private static final Reply NO_PREVIEW =
      html(403, "This link was changed, or its time is over.").with("Cache-Control", "no-store");
  private static final Reply CIRCLE =
      html(508, "This page leads in a circle.").with("Cache-Control", "no-store");
  private static final Reply UNAVAILABLE =
      html(503, "This page cannot be had right now.")
          .with("Cache-Control", "no-store")
          .with("Retry-After", "1");

  private final PageRequest request;
  private final PageDefinition page;
  private final long version;
  private final boolean stale;
  private final Instant now;

  private PageReply(
      PageRequest request, PageDefinition page, long version, boolean stale, Instant now) {
    this.request = request;
    this.page = page;
    this.version = version;
    this.stale = stale;
    this.now = now;
  }

  /// The answer to `request` at `now`, of an edition that shows something.
  static PageReply of(PageRequest request, Served served, Shown shown, Instant now) {
    return new PageReply(request, shown.page(), served.edition().version(), served.stale(), now);
  }

  /// What somebody sees of `page` who has a link for that. Nobody keeps it.
  static Reply preview(
      PageRequest request, PageDefinition page, Optional<VariantKey> variant, Instant now) {
    var reply = new PageReply(request, page, 0, false, now);
    var headers = Map.of("Cache-Control", "no-store", "X-Robots-Tag", "noindex");
    return reply.reply(variant.map(page::of).orElse(page.content()), null, headers);
  }

  /// What a link shows that is not ours, or is over.
  static Reply noPreview() {
    return NO_PREVIEW;
  }

  static Reply missing() {
    return MISSING;
  }

  static Reply unavailable() {
    return UNAVAILABLE;
  }

  private static Reply html(int status, String sentence) {
    return Reply.text(
        status,
        Reply.HTML,
        "<!doctype html><meta charset=utf-8><title>%d</title><p>%s</p>\n"
            .formatted(status, sentence));
  }

  /// What everybody sees.
  Reply plain() {
    return reply(page.content(), etag(""), Map.of("Cache-Control", "public, " + freshness()));
  }

  /// What is seen in the arm `variant`; empty when there is no such experiment any more.
  Reply of(Optional<VariantKey> variant, Optional<String> setCookie) {
    var headers = new HashMap<String, String>();
    headers.put("Cache-Control", "private, " + freshness());
    headers.put("Vary", "Cookie");
    setCookie.ifPresent(value -> headers.put("Set-Cookie", value));
    var content = variant.map(page::of).orElse(page.content());
    var mark = variant.map(key -> "-" + Integer.toHexString(ShortHash.ofVariant(key))).orElse("");
    return reply(content, etag(mark), headers);
  }

  private String etag(String mark) {
    return "\"" + version + mark + "\"";
  }

  private String freshness() {
    long seconds = page.maxAge().toSeconds();
    return seconds == 0 ? "no-cache" : "max-age=" + seconds;
  }

  /// @param etag null for what nobody may keep
  private Reply reply(Content content, @Nullable String etag, Map<String, String> caching) {
    var headers = new HashMap<>(caching);
    headers.putAll(SAFETY);
    if (etag != null) {
      headers.put("ETag", etag);
    }
    if (stale) {
      headers.put("Warning", STALE);
    }
    return switch (content) {
      case Content.Html(var text) -> body(Reply.HTML, text, etag, headers);
      case Content.Json(var text) -> body(JSON, text, etag, headers);
      case Content.Redirect(var target) -> redirect(target, headers);
    };
  }

  /// Who is sent around is shown what can be shown instead.
  private Reply redirect(Target target, Map<String, String> headers) {
    var hops = Hops.next(request.findHeader("Cookie").orElse(""), now);
    headers.put("Cache-Control", "no-store");
    headers.remove("ETag");
    if (hops.areTooMany()) {
      return page.content() instanceof Content.Redirect
          ? CIRCLE
          : reply(page.content(), null, headers);
    }
    headers.putIfAbsent("Set-Cookie", hops.setCookie());
    headers.put("Location", target.with(query()));
    return new Reply(302, Reply.HTML, headers, Buffer.buffer());
  }

  /// What comes along to another place: all but what is meant for this one.
  private String query() {
    return Arrays.stream(request.query().split("&", -1))
        .filter(pair -> !pair.startsWith(PreviewLinks.PARAMETER + "="))
        .collect(Collectors.joining("&"));
  }

  private Reply body(String type, String text, @Nullable String etag, Map<String, String> headers) {
    boolean isKnown =
        etag != null
            && request.findHeader("If-None-Match").filter(has -> names(has, etag)).isPresent();
    return isKnown
        ? new Reply(304, type, headers, Buffer.buffer())
        : new Reply(200, type, headers, Buffer.buffer(text));
  }

  private static boolean names(String header, String etag) {
    return Arrays.stream(header.split(",", -1))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
  }
}
