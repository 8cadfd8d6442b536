package dev.forktail.engine.result.live;

import dev.forktail.engine.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whose an event is, by kind of unit.
final class UnitIds {
  private UnitIds() {}

  /// The id under which a person did it: the user's, else the visitor's.
  static @Nullable String person(Event event) {
    return event.userId() != null ? event.userId() : event.anonymousId();
  }

  /// The id of the unit of that kind; null where the event has none.
  static @Nullable String find(Event event, String kind, LazyFields fields) {
    return switch (kind) {
      case PlannedRun.PERSON -> person(event);
      case "anonymousId" -> event.anonymousId();
      default -> first(fields.get(), paths(kind));
    };
  }

  /// Where in a payload the id of that kind stands: at the first of these that is there.
  static List<String> paths(String kind) {
    return switch (kind) {
      case PlannedRun.PERSON, "anonymousId" -> List.of();
      case "deviceId" -> List.of("context.device.id");
      case "accountId" -> List.of("context.groupId", "properties.accountId");
      default -> List.of("properties." + kind, "context.traits." + kind);
    };
  }

  private static @Nullable String first(PayloadFields fields, List<String> paths) {
    for (var path : paths) {
      var text = fields.textAt(path);
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
