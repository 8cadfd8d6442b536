package dev.forktail.web.http;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A whole answer.
///
/// @param headers further headers; Content-Type and Content-Length are set from the rest
public record Reply(int status, String contentType, Map<String, String> headers, Body body) {
  public static final String JSON = "application/json";
  public static final String HTML = "text/html; charset=utf-8";

  public Reply {
    headers = Map.copyOf(headers);
  }

  public Reply(int status, String contentType, Map<String, String> headers, Buffer body) {
    this(status, contentType, headers, new Body.Bytes(body));
  }

  public static Reply json(int status, String json) {
    return new Reply(status, JSON, Map.of(), Buffer.buffer(json));
  }

  public static Reply html(String html) {
    return new Reply(200, HTML, Map.of("Cache-Control", "no-store"), Buffer.buffer(html));
  }

  public static Reply text(int status, String contentType, String text) {
    return new Reply(status, contentType, Map.of(), Buffer.buffer(text));
  }

  /// The error form of the JSON API.
  ///
  /// @param field the parameter or JSON path at fault
  public static Reply error(int status, String code, @Nullable String field, String message) {
    return json(status, ErrorJson.of(code, field, message));
  }

  /// This reply with one more header.
  public Reply with(String name, String value) {
    var all = new HashMap<>(headers);
    all.put(name, value);
    return new Reply(status, contentType, all, body);
  }

  /// What is sent.
  public sealed interface Body {
    record Bytes(Buffer buffer) implements Body {}

    /// A file, which is deleted when it is sent.
    record TemporaryFile(Path file) implements Body {}
  }
}
