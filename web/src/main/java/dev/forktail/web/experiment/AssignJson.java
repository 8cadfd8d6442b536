package dev.forktail.web.experiment;

import dev.forktail.engine.experiment.json.DefinitionJson;
import dev.forktail.web.http.JsonText;
import java.util.Locale;

/// The answer to who asks for assignments.
final class AssignJson {
  private AssignJson() {}

  static String of(Assigning.Decided decided, int exposed) {
    return append(decided, exposed).append('}').toString();
  }

  /// The same for a browser, which is told by which id it is remembered.
  static String of(Visitors.Seen seen) {
    var json = append(seen.decided(), seen.exposed());
    seen.anonymousId().ifPresent(id -> JsonText.quote(json.append(",\"anonymousId\":"), id));
    return json.append('}').toString();
  }

  private static StringBuilder append(Assigning.Decided decided, int exposed) {
    var json = new StringBuilder(256).append("{\"assignments\":[");
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
    return json.append(",\"exposed\":").append(exposed);
  }
}
