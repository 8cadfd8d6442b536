package dev.forktail.web.experiment;

import dev.forktail.assignment.Subject;
import dev.forktail.assignment.hash.UnitId;
import dev.forktail.engine.ingest.Identity;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.WrongFieldException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads who is to be assigned from JSON.
final class SubjectFields {
  private static final int ATTRIBUTES_MAX = 200;

  private SubjectFields() {}

  /// `{"userId": …, "anonymousId": …, "deviceId": …, "accountId": …, "attributes": {…}}`.
  static Subject read(JsonFields json) {
    var userId = id(json, "userId");
    var anonymousId = id(json, "anonymousId");
    var deviceId = id(json, "deviceId");
    var accountId = id(json, "accountId");
    var attributes = json.findObject("attributes").map(SubjectFields::attributes);
    json.refuseOthers();
    return new Subject(
        userId, anonymousId, deviceId, accountId, attributes.orElse(Map.of()), false);
  }

  /// An OpenFeature context: `targetingKey` stands for each id that is not given itself, but for
  /// that of the account, and whatever else is in it is an attribute.
  static Optional<Subject> ofContext(JsonFields json) {
    var key = id(json, "targetingKey");
    if (key == null && isMissing(json.value("targetingKey"))) {
      return Optional.empty();
    }
    return Optional.of(
        new Subject(
            or(id(json, "userId"), key),
            or(id(json, "anonymousId"), key),
            or(id(json, "deviceId"), key),
            id(json, "accountId"),
            known(json),
            false));
  }

  private static boolean isMissing(@Nullable Object value) {
    return value == null || value.equals("");
  }

  private static @Nullable UnitId or(@Nullable UnitId id, @Nullable UnitId otherwise) {
    return id == null ? otherwise : id;
  }

  /// A placeholder for a missing id is none.
  private static @Nullable UnitId id(JsonFields json, String name) {
    var value = json.value(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw new WrongFieldException(json.at(name), "An id is a text.");
    }
    if (text.length() > IngestLimits.ID_LENGTH_MAX || text.indexOf('\0') >= 0) {
      throw new WrongFieldException(
          json.at(name),
          "An id has at most " + IngestLimits.ID_LENGTH_MAX + " characters, none of them NUL.");
    }
    return Identity.isPlaceholder(text) ? null : UnitId.of(text);
  }

  private static Map<String, Object> attributes(JsonFields json) {
    for (var name : json.names()) {
      var value = json.value(name);
      if (value != null && !isKnown(value)) {
        throw new WrongFieldException(
            json.at(name), "An attribute is a text, a number, true, false, or an array of these.");
      }
    }
    return known(json);
  }

  /// The attributes that conditions can be about.
  private static Map<String, Object> known(JsonFields json) {
    if (json.names().size() > ATTRIBUTES_MAX) {
      throw new WrongFieldException(
          json.path(), "There are at most " + ATTRIBUTES_MAX + " attributes.");
    }
    var attributes = new HashMap<String, Object>();
    for (var name : json.names()) {
      var value = json.value(name);
      if (isKnown(value)) {
        attributes.put(name, value);
      }
    }
    return attributes;
  }

  private static boolean isKnown(@Nullable Object value) {
    return value instanceof List<?> elements
        ? elements.stream().allMatch(SubjectFields::isSingle)
        : isSingle(value);
  }

  private static boolean isSingle(@Nullable Object value) {
    return value instanceof String || value instanceof BigDecimal || value instanceof Boolean;
  }
}
