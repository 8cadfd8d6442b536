package dev.forktail.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/// What lets pages of other sites ask: everybody may, since a key says what is answered.
public final class Cors {
  private static final String ORIGIN = "Access-Control-Allow-Origin";
  private static final String EXPOSED = "Access-Control-Expose-Headers";

  private Cors() {}

  /// `reply`, which scripts of any site may read, with the headers that they need.
  public static Reply open(Reply reply) {
    return reply.with(ORIGIN, "*").with(EXPOSED, "ETag, Retry-After");
  }

  /// The same for an answer that is yet to come.
  public static void open(HttpServerRequest request) {
    request.response().putHeader(ORIGIN, "*").putHeader(EXPOSED, "Retry-After");
  }

  /// Answers what a browser asks before it sends a request with headers of its own.
  ///
  /// @param methods those that are served at the path
  public static Endpoint preflight(String methods) {
    var reply =
        new Reply(
            204,
            "text/plain",
            Map.of(
                ORIGIN,
                "*",
                "Access-Control-Allow-Methods",
                methods,
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID,"
                    + " X-API-Key, X-Write-Key",
                "Access-Control-Max-Age",
                "86400"),
            Buffer.buffer());
    return _ -> request -> Replies.send(request, reply);
  }
}
