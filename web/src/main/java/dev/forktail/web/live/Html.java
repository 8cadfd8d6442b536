package dev.forktail.web.live;

import dev.forktail.web.http.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/// Answers for a browser. A page may load what this server serves and nothing else, and runs no
/// script and no style that stands in it.
public final class Html {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer",
          "X-Content-Type-Options",
          "nosniff",
          "Cache-Control",
          "no-store");

  private Html() {}

  public static Reply reply(int status, String html) {
    return new Reply(status, Reply.HTML, HEADERS, Buffer.buffer(html));
  }

  static Reply redirect(String path) {
    return reply(303, "").with("Location", path);
  }
}
