package dev.forktail.web.experiment;

import dev.forktail.assignment.Value;
import dev.forktail.assignment.Variant;
import dev.forktail.engine.experiment.Exposures.Exposure;
import dev.forktail.engine.experiment.json.DefinitionJson;
import dev.forktail.web.http.JsonText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The answers of OFREP. There is always a value, for the Java client takes an answer without one
/// for a flag that is not there: an experiment without values has the keys of its variants.
final class OfrepJson {
  private static final int STREAM_QUIET_SECONDS = 60;

  private OfrepJson() {}

  static String success(Exposure seen) {
    return append(new StringBuilder(200), seen).toString();
  }

  /// @param stream the path at which to listen for changes
  static String all(List<Exposure> flags, String stream) {
    var json = new StringBuilder(256 + 200 * flags.size()).append("{\"flags\":[");
    String separator = "";
    for (var flag : flags) {
      append(json.append(separator), flag);
      separator = ",";
    }
    json.append(
        "],\"metadata\":{},\"eventStreams\":[{\"type\":\"sse\",\"endpoint\":{\"requestUri\":");
    return JsonText.quote(json, stream)
        .append("},\"inactivityDelaySec\":")
        .append(STREAM_QUIET_SECONDS)
        .append("}]}")
        .toString();
  }

  /// @param key of the flag; null when it is about none
  static String failure(@Nullable String key, String code, String details) {
    var json = new StringBuilder(200).append('{');
    if (key != null) {
      JsonText.quote(json.append("\"key\":"), key).append(',');
    }
    JsonText.quote(json.append("\"errorCode\":"), code);
    JsonText.quote(json.append(",\"errorDetails\":"), details);
    return json.append(",\"metadata\":{}}").toString();
  }

  private static StringBuilder append(StringBuilder json, Exposure seen) {
    var assignment = seen.assignment();
    JsonText.quote(json.append("{\"key\":"), assignment.experiment().value());
    json.append(",\"value\":").append(value(assignment.variant()));
    JsonText.quote(json.append(",\"reason\":"), assignment.reason().openFeature());
    JsonText.quote(json.append(",\"variant\":"), assignment.variant().key().value());
    JsonText.quote(
        json.append(",\"metadata\":{\"reason\":"),
        assignment.reason().name().toLowerCase(Locale.ROOT));
    return json.append(",\"counted\":").append(assignment.counted()).append("}}");
  }

  private static String value(Variant variant) {
    Value value = variant.value();
    return value == null ? JsonText.quote(variant.key().value()) : DefinitionJson.text(value);
  }
}
