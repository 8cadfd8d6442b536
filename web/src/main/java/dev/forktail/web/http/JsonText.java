package dev.forktail.web.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/// JSON strings, for the small answers that are put together by hand.
public final class JsonText {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private JsonText() {}

  /// Appends `text` in quotes, escaped.
  public static StringBuilder quote(StringBuilder json, CharSequence text) {
    json.append('"');
    ENCODER.quoteAsString(text, json);
    return json.append('"');
  }

  public static String quote(CharSequence text) {
    return quote(new StringBuilder(text.length() + 2), text).toString();
  }
}
