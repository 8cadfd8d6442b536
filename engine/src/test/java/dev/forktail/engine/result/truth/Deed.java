package dev.forktail.engine.result.truth;

import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.VisitorContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that a visitor of a [KnownShop] does.
///
/// @param id of the message that tells of it; the same when it is told twice
/// @param name of the event; `identify` for a login
/// @param user null as long as nobody has logged in
/// @param properties as JSON
/// @param at when it is done
/// @param told when it is told: later where there was no connection
public record Deed(
    String id,
    String name,
    @Nullable String user,
    String visitor,
    String properties,
    boolean bot,
    Instant at,
    Instant told) {
  static final String LOGIN = "identify";

  public boolean isLogin() {
    return name.equals(LOGIN);
  }

  /// The same, told once more.
  Deed again(Instant later) {
    return new Deed(id, name, user, visitor, properties, bot, at, later);
  }

  /// The event as it is stored. Once somebody has logged in, only the user is known of what they
  /// do.
  Event in(ProjectId project) {
    var payload = Payload.ofText("{\"properties\":" + properties + "}");
    var context = new VisitorContext.Draft().put(ContextField.BOT, bot ? true : null).done();
    return new Event(
        project,
        "shop",
        isLogin() ? EventType.IDENTIFY : EventType.TRACK,
        id,
        name,
        user,
        user == null || isLogin() ? visitor : null,
        null,
        at,
        false,
        told,
        payload,
        context);
  }

  /// The minute in which it is stored, as slices are numbered.
  long slice() {
    return Math.floorDiv(told.getEpochSecond(), 60L);
  }
}
