package dev.forktail.web.http;

import org.jspecify.annotations.Nullable;

/// The body of an error: `{"success":false,"error":{"code":…,"field":…,"message":…}}`.
public final class ErrorJson {
  private ErrorJson() {}

  /// The body that says what is wrong.
  ///
  /// @param field the parameter or JSON path at fault; null when it is the whole request
  public static String of(String code, @Nullable String field, String message) {
    var json = new StringBuilder(128).append("{\"success\":false,\"error\":");
    JsonText.quote(json.append("{\"code\":"), code);
    if (field != null) {
      JsonText.quote(json.append(",\"field\":"), field);
    }
    JsonText.quote(json.append(",\"message\":"), message);
    return json.append("}}").toString();
  }
}
