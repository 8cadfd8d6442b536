package dev.forktail.web.experiment;

import dev.forktail.engine.experiment.json.DefinitionJson;
import dev.forktail.web.http.JsonText;
import java.util.Locale;

/// The answer to who asks for assignments.
final class AssignJson {
  private AssignJson() {}

  static String of(Assigning.Decided decided, int exposed) {
    return append(new StringBuilder(256).append('{'), decided, exposed).toString();
  }

  /// The same for a browser, which is told by which id it is remembered.
  static String of(Visitors.Seen seen) {
    var json = new StringBuilder(320).append('{');
    seen.anonymousId()
        .ifPresent(id -> JsonText.quote(json.append("\"anonymousId\":"), id).append(','));
    return append(json, seen.decided(), seen.exposed()).toString();
  }

  private static StringBuilder append(StringBuilder json, Assigning.Decided decided, int exposed) {
    json.append("\"assignments\":[");
    String separator = "";
    for (var seen : decided.assignments()) {
      var assignment = seen.assignment();
      JsonText.quote(
          json.append(separator).append("{\"experiment\":"), assignment.experiment().value());
      JsonText.quote(json.append(",\"variant\":"), assignment.variant().key().value());
      var value = assignment.variant().value();
      if (value != null) {
        json.append(",\"value\":").append(DefinitionJson.text(value));
      }
      JsonText.quote(
          json.append(",\"reason\":"), assignment.reason().name().toLowerCase(Locale.ROOT));
      json.append(",\"counted\":").append(assignment.counted()).append('}');
      separator = ",";
    }
    json.append(']');
    if (!decided.unknown().isEmpty()) {
      json.append(",\"unknown\":[");
      separator = "";
      for (var key : decided.unknown()) {
        JsonText.quote(json.append(separator), key.value());
        separator = ",";
      }
      json.append(']');
    }
    return json.append(",\"exposed\":").append(exposed).append('}');
  }
}
