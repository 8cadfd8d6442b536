package dev.forktail.web.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends answers, on the event loop of their request.
public final class Replies {
  /// How much of a refused body is still read, so that the client gets to see the answer.
  private static final long LINGER_BYTES = 256 << 10;

  private static final long LINGER_MILLIS = 500;

  private static final Logger log = LoggerFactory.getLogger(Replies.class);

  private Replies() {}

  public static void send(HttpServerRequest request, Reply reply) {
    var response = request.response();
    if (response.ended() || response.closed()) {
      discard(reply);
      return;
    }
    response.setStatusCode(reply.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
    reply.headers().forEach(response::putHeader);
    switch (reply.body()) {
      case Reply.Body.Bytes(var buffer) -> response.end(buffer);
      case Reply.Body.TemporaryFile(var file) ->
          response.sendFile(file.toString()).onComplete(_ -> discard(reply));
    }
  }

  private static void discard(Reply reply) {
    if (reply.body() instanceof Reply.Body.TemporaryFile(var file)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        log.warn("A result that was sent cannot be deleted: {}", e.toString());
      }
    }
  }

  /// Sends the answer before the body has come and closes the connection. What the client is still
  /// sending is read for a moment: closed at once, its system would throw the answer away.
  public static void sendAndClose(Loop loop, HttpServerRequest request, Reply reply) {
    send(request, reply.with("Connection", "close"));
    if (request.isEnded()) {
      request.connection().close();
      return;
    }
    var connection = request.connection();
    loop.after(LINGER_MILLIS, connection::close);
    long[] left = {LINGER_BYTES};
    request.endHandler(_ -> connection.close());
    request.handler(
        chunk -> {
          left[0] -= chunk.length();
          if (left[0] < 0) {
            connection.close();
          }
        });
    request.resume();
  }
}
