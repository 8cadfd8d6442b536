package dev.forktail.app.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;

/// What the server says about itself.
final class ServerHealth {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http;
  private final URI url;

  ServerHealth(HttpClient http, URI url) {
    this.http = http;
    this.url = url;
  }

  /// Returns when the server is there and ready.
  ///
  /// @throws IOException when it is not
  void requireReady() throws IOException, InterruptedException {
    int status;
    try {
      status = get("/health/ready").statusCode();
    } catch (IOException e) {
      String why = e.getMessage() == null ? "no connection" : e.getMessage();
      throw new IOException("Cannot reach " + url + ": " + why, e);
    }
    if (status != 200) {
      throw new IOException("The server at " + url + " is not ready: HTTP " + status);
    }
  }

  /// How many acknowledged events are not stored yet; empty when the server does not say, as while
  /// it is down.
  OptionalLong findDepth() throws InterruptedException {
    try {
      var answer = get("/health");
      return number(answer.body(), "components", "buffer", "depth");
    } catch (IOException _) {
      // It is away, which is one of the things a run is made to see: the caller asks again.
      return OptionalLong.empty();
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(url.resolve(path)).timeout(TIMEOUT).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /// The number at `path` in `json`.
  private static OptionalLong number(String json, String... path) throws IOException {
    try (var parser = JSON.createParser(json)) {
      parser.nextToken();
      for (String name : path) {
        if (!enter(parser, name)) {
          return OptionalLong.empty();
        }
      }
      return parser.hasToken(JsonToken.VALUE_NUMBER_INT)
          ? OptionalLong.of(parser.getLongValue())
          : OptionalLong.empty();
    }
  }

  /// Moves from the beginning of an object to the value of its member `name`.
  private static boolean enter(JsonParser parser, String name) throws IOException {
    if (!parser.hasToken(JsonToken.START_OBJECT)) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }
}
