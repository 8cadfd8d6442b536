package dev.forktail.web.export;

import dev.forktail.engine.export.PropertyDeclaration;
import dev.forktail.engine.export.PropertySource;
import dev.forktail.web.http.TextFields;
import java.util.List;
import java.util.Optional;

/// The body of `POST /v1/properties`: `{"name": "price", "type": "double", "path":
/// "$.properties.price"}`, and if wanted the `event` whose property it is.
sealed interface PropertyRequest {
  List<String> FIELDS = List.of("name", "type", "path", "event");

  /// What it asks for.
  record Declare(PropertyDeclaration declaration) implements PropertyRequest {}

  /// Why it is none.
  ///
  /// @param field what is at fault; empty when it is the whole body
  record Wrong(Optional<String> field, String message) implements PropertyRequest {}

  /// Reads a body.
  static PropertyRequest read(byte[] body) {
    return switch (TextFields.read(body, FIELDS)) {
      case TextFields.Wrong(var field, var message) -> new Wrong(field, message);
      case TextFields.Read read -> of(read);
    };
  }

  private static PropertyRequest of(TextFields.Read body) {
    String name = body.get("name");
    String type = body.get("type");
    String path = body.get("path");
    var event = body.find("event");
    return wrong("name", PropertyDeclaration.findFaultOfName(name))
        .or(() -> wrong("type", PropertyDeclaration.findFaultOfType(type)))
        .or(() -> wrong("event", event.flatMap(PropertySource::findFaultOfEvent)))
        .or(() -> wrong("path", PropertySource.findFaultOfPath(path)))
        .<PropertyRequest>map(wrong -> wrong)
        .orElseGet(
            () -> new Declare(PropertyDeclaration.of(name, type, new PropertySource(path, event))));
  }

  private static Optional<Wrong> wrong(String field, Optional<String> fault) {
    return fault.map(message -> new Wrong(Optional.of(field), message));
  }
}
