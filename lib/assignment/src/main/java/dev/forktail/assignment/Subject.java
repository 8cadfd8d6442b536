package dev.forktail.assignment;

import dev.forktail.assignment.condition.Attributes;
import dev.forktail.assignment.hash.UnitId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is assigned: its ids, as far as they are known, its attributes, and whether it is a machine.
///
/// Attributes are texts, numbers, truth values, or lists of these. The ids are attributes too,
/// named as their components are, and come before an attribute of the same name.
public record Subject(
    @Nullable UnitId userId,
    @Nullable UnitId anonymousId,
    @Nullable UnitId deviceId,
    @Nullable UnitId accountId,
    Map<String, Object> attributes,
    boolean bot)
    implements Attributes {

  public Subject {
    var copy = AttributeValues.copyOf(attributes);
    giveWay(userId, "userId", copy);
    giveWay(anonymousId, "anonymousId", copy);
    giveWay(deviceId, "deviceId", copy);
    giveWay(accountId, "accountId", copy);
    attributes = Collections.unmodifiableMap(copy);
  }

  /// An id that is known leaves no place for an attribute of its name.
  private static void giveWay(@Nullable UnitId id, String name, Map<String, Object> attributes) {
    if (id != null) {
      attributes.remove(name);
    }
  }

  public static Subject user(String id) {
    return new Subject(UnitId.of(id), null, null, null, Map.of(), false);
  }

  public static Subject visitor(String anonymousId) {
    return new Subject(null, UnitId.of(anonymousId), null, null, Map.of(), false);
  }

  public Subject withUser(String id) {
    return new Subject(UnitId.of(id), anonymousId, deviceId, accountId, attributes, bot);
  }

  public Subject with(Map<String, ?> more) {
    var all = new HashMap<String, Object>(attributes);
    all.putAll(more);
    return new Subject(userId, anonymousId, deviceId, accountId, all, bot);
  }

  public Subject asBot() {
    return new Subject(userId, anonymousId, deviceId, accountId, attributes, true);
  }

  @Override
  public @Nullable Object attribute(String name) {
    var value = attributes.get(name);
    return value != null ? value : idAttribute(name);
  }

  private @Nullable Object idAttribute(String name) {
    return switch (name) {
      case "userId" -> text(userId);
      case "anonymousId" -> text(anonymousId);
      case "deviceId" -> text(deviceId);
      case "accountId" -> text(accountId);
      default -> null;
    };
  }

  private static @Nullable String text(@Nullable UnitId id) {
    return id == null ? null : id.value();
  }

  /// What the attribute `name` is as the id of a unit, or null: a text that is not empty, a number
  /// or a truth value. A whole number has no decimal point.
  @Nullable UnitId idOf(String name) {
    return switch (attribute(name)) {
      case String text -> UnitId.find(text).orElse(null);
      case Long number -> UnitId.of(number.toString());
      case Double number -> UnitId.of(number.toString());
      case Boolean truth -> UnitId.of(truth.toString());
      case null, default -> null;
    };
  }
}
