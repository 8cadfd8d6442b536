package dev.forktail.web.page;

import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.experiment.ShortHash;
import dev.forktail.engine.page.Content;
import dev.forktail.engine.page.Edition;
import dev.forktail.engine.page.PageCache.Served;
import dev.forktail.engine.page.PageDefinition;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
  private static final Reply UNAVAILABLE =
      html(503, "This page cannot be had right now.")
          .with("Cache-Control", "no-store")
          .with("Retry-After", "1");

  private final PageRequest request;
  private final Served served;
  private final PageDefinition page;

  /// @param served with a page
  PageReply(PageRequest request, Served served) {
    this.request = request;
    this.served = served;
    this.page = served.edition().shown().map(Edition.Shown::page).orElseThrow();
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
    return reply(page.content(), "", Map.of("Cache-Control", "public, " + freshness()));
  }

  /// What is seen in the arm `variant`; empty when there is no such experiment any more.
  Reply of(Optional<VariantKey> variant, Optional<String> setCookie) {
    var headers = new HashMap<String, String>();
    headers.put("Cache-Control", "private, " + freshness());
    headers.put("Vary", "Cookie");
    setCookie.ifPresent(value -> headers.put("Set-Cookie", value));
    var content = variant.map(page::of).orElse(page.content());
    var mark = variant.map(key -> "-" + Integer.toHexString(ShortHash.ofVariant(key))).orElse("");
    return reply(content, mark, headers);
  }

  private String freshness() {
    long seconds = page.maxAge().toSeconds();
    return seconds == 0 ? "no-cache" : "max-age=" + seconds;
  }

  private Reply reply(Content content, String mark, Map<String, String> caching) {
    var etag = "\"" + served.edition().version() + mark + "\"";
    var headers = new HashMap<>(caching);
    headers.putAll(SAFETY);
    headers.put("ETag", etag);
    if (served.stale()) {
      headers.put("Warning", STALE);
    }
    return switch (content) {
      case Content.Html(var text) -> body(Reply.HTML, text, etag, headers);
      case Content.Json(var text) -> body(JSON, text, etag, headers);
      case Content.Redirect(var target) -> {
        headers.put("Location", target.with(request.query()));
        headers.put("Cache-Control", "no-store");
        headers.remove("ETag");
        yield new Reply(302, Reply.HTML, headers, Buffer.buffer());
      }
    };
  }

  private Reply body(String type, String text, String etag, Map<String, String> headers) {
    boolean isKnown =
        request.findHeader("If-None-Match").filter(has -> names(has, etag)).isPresent();
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
