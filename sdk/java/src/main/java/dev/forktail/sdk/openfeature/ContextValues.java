package dev.forktail.sdk.openfeature;

import dev.forktail.assignment.Subject;
import dev.forktail.assignment.hash.UnitId;
import dev.openfeature.sdk.MutableStructure;
import dev.openfeature.sdk.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values of OpenFeature as those of the library, and back.
final class ContextValues {
  private ContextValues() {}

  /// What conditions can be about.
  static Map<String, Object> attributes(Map<String, Value> context) {
    var attributes = new HashMap<String, Object>();
    context.forEach(
        (name, value) -> {
          var plain = plain(value);
          if (plain != null) {
            attributes.put(name, plain);
          }
        });
    return attributes;
  }

  private static @Nullable Object plain(@Nullable Value value) {
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isStructure()) {
      return attributes(value.asStructure().asMap());
    }
    if (value.isList()) {
      return value.asList().stream()
          .map(ContextValues::plain)
          .filter(java.util.Objects::nonNull)
          .toList();
    }
    return value.isInstant() ? value.asInstant().toString() : value.asObject();
  }

  static Subject subject(String key, Map<String, Object> attributes) {
    return new Subject(
        id(attributes, "userId", key),
        id(attributes, "anonymousId", key),
        id(attributes, "deviceId", key),
        attributes.get("accountId") instanceof String text ? UnitId.find(text).orElse(null) : null,
        attributes,
        false);
  }

  private static UnitId id(Map<String, Object> attributes, String name, String otherwise) {
    var own = attributes.get(name) instanceof String text ? text : "";
    return UnitId.of(own.isEmpty() ? otherwise : own);
  }

  static Value value(@Nullable Object json) {
    return switch (json) {
      case null -> new Value();
      case String text -> new Value(text);
      case Boolean truth -> new Value(truth);
      case BigDecimal number -> new Value(number.doubleValue());
      case List<?> list -> new Value(list.stream().map(ContextValues::value).toList());
      case Map<?, ?> members -> structure(members);
      default -> throw new IllegalArgumentException("Not of JSON: " + json.getClass());
    };
  }

  private static Value structure(Map<?, ?> members) {
    var structure = new MutableStructure();
    members.forEach((name, member) -> structure.add(String.valueOf(name), value(member)));
    return new Value(structure);
  }
}
