package dev.forktail.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/// Gathers the body of a request on its event loop.
public final class BodyReader {
  private final Loop loop;
  private final HttpServerRequest request;
  private final int bytesMax;
  private final Buffer gathered = Buffer.buffer();
  private boolean refused;

  private BodyReader(Loop loop, HttpServerRequest request, int bytesMax) {
    this.loop = loop;
    this.request = request;
    this.bytesMax = bytesMax;
  }

  /// Calls `whole` with the body once it is there; a body of more than `bytesMax` is refused.
  public static void read(
      Loop loop, HttpServerRequest request, int bytesMax, Consumer<byte[]> whole) {
    var reader = new BodyReader(loop, request, bytesMax);
    request.handler(reader::add);
    request.endHandler(
        _ -> {
          if (!reader.refused) {
            whole.accept(reader.gathered.getBytes());
          }
        });
  }

  private void add(Buffer chunk) {
    if (refused) {
      return;
    }
    if (gathered.length() + chunk.length() > bytesMax) {
      refused = true;
      Replies.sendAndClose(
          loop,
          request,
          Reply.error(413, "too_large", null, "The body may have " + bytesMax + " bytes at most."));
      return;
    }
    gathered.appendBuffer(chunk);
  }
}
