package dev.forktail.engine.event;

import java.util.List;
import java.util.Locale;

/// What is known of the visitor behind an event. Each is a column of `events` of the same name.
public enum ContextField {
  BROWSER(1, Kind.TEXT),
  /// Major version of the browser.
  BROWSER_VERSION(2, Kind.NUMBER),
  OS(3, Kind.TEXT),
  /// `desktop`, `phone`, `tablet`, `tv`.
  DEVICE(4, Kind.TEXT),
  /// Whether a program, not a person, is behind it.
  BOT(5, Kind.FLAG),
  /// ISO 3166-1, two letters.
  COUNTRY(6, Kind.TEXT),
  /// ISO 3166-2, such as `DE-BY`.
  REGION(7, Kind.TEXT),
  IP(8, Kind.TEXT),
  /// Host of the page that linked here.
  REFERRER(9, Kind.TEXT),
  /// How the visitor came.
  CHANNEL(10, Kind.TEXT),
  UTM_SOURCE(11, Kind.TEXT),
  UTM_MEDIUM(12, Kind.TEXT),
  UTM_CAMPAIGN(13, Kind.TEXT),
  UTM_TERM(14, Kind.TEXT),
  UTM_CONTENT(15, Kind.TEXT),
  /// Host of the page.
  HOST(16, Kind.TEXT),
  /// Path of the page.
  PATH(17, Kind.TEXT),
  SCREEN_WIDTH(18, Kind.NUMBER),
  SCREEN_HEIGHT(19, Kind.NUMBER),
  LOCALE(20, Kind.TEXT),
  /// Name of the library that sent the event.
  LIBRARY(21, Kind.TEXT),
  LIBRARY_VERSION(22, Kind.TEXT);

  /// All of them, in the order of their numbers.
  public static final List<ContextField> ALL = List.of(values());

  private final int number;
  private final Kind kind;

  /// What its values are.
  public enum Kind {
    TEXT,
    NUMBER,
    FLAG
  }

  ContextField(int number, Kind kind) {
    this.number = number;
    this.kind = kind;
  }

  /// By which it is known in journals and in the lake: from 1 on without gaps, never another's.
  public int number() {
    return number;
  }

  public Kind kind() {
    return kind;
  }

  /// The name of its column.
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
