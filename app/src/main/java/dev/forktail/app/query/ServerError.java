package dev.forktail.app.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;

/// What a server says when it does not answer a question.
public record ServerError(String text) {
  private static final JsonFactory JSON = new JsonFactory();

  /// The message in the body of an error; the whole body if it is of another form.
  public static ServerError read(InputStream body) throws IOException {
    byte[] bytes = body.readAllBytes();
    try (var json = JSON.createParser(bytes)) {
      JsonToken token = json.nextToken();
      while (token != null) {
        if (token == JsonToken.VALUE_STRING && "message".equals(json.currentName())) {
          return new ServerError(json.getText());
        }
        token = json.nextToken();
      }
    } catch (IOException _) {
      // Not one of our errors, such as that of a proxy: shown as it is.
      return new ServerError(new String(bytes, UTF_8));
    }
    return new ServerError(new String(bytes, UTF_8));
  }
}
