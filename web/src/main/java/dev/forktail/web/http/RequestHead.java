package dev.forktail.web.http;

import dev.forktail.engine.context.Requester;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// Who sent a request, as its head tells. Behind a proxy, which is where all requests come from
/// then, the header of that name says it: the last address in it is what the proxy has seen.
///
/// @param ipHeader empty: there is no proxy
public record RequestHead(HttpServerRequest request, String ipHeader) implements Requester {

  @Override
  public @Nullable String userAgent() {
    return request.headers().get(HttpHeaders.USER_AGENT);
  }

  @Override
  public @Nullable String ip() {
    if (ipHeader.isEmpty()) {
      SocketAddress remote = request.remoteAddress();
      return remote == null ? null : remote.hostAddress();
    }
    String header = request.headers().get(ipHeader);
    return header == null ? null : lastAddress(header);
  }

  /// The one that the nearest proxy has added to such a header.
  public static String lastAddress(String header) {
    return header.substring(header.lastIndexOf(',') + 1).strip();
  }
}
