package dev.forktail.engine.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a column of a file can become. Every other column is a property.
public enum Target {
  NAME("event name eventname eventtype action"),
  OCCURRED(
      "occurred timestamp originaltimestamp time eventtime eventtimestamp occurredat datetime date"
          + " ts createdat receivedat received properties.time"),
  USER_ID("userid distinctid uid customerid properties.distinctid"),
  ANONYMOUS_ID("anonymousid deviceid visitorid userpseudoid"),
  SESSION_ID("sessionid"),
  MESSAGE_ID("messageid eventid insertid $insertid uuid properties.$insertid"),
  /// `track`, `page`, …
  TYPE("type"),
  SOURCE("source"),
  RECEIVED("received receivedat"),
  /// A JSON object with properties.
  PROPERTIES("properties eventproperties"),
  /// A JSON object.
  CONTEXT("context"),
  /// The whole event as JSON, kept as it is.
  PAYLOAD("payload");

  private final String usual;

  Target(String usual) {
    this.usual = usual;
  }

  /// Names that columns for it usually have, the best first; lower case, nothing between words.
  List<String> usual() {
    return List.of(usual.split(" "));
  }

  /// Its name on the command line.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The target of that name.
  public static Optional<Target> of(String text) {
    return Arrays.stream(values()).filter(target -> target.text().equals(text)).findFirst();
  }
}
