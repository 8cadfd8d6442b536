package dev.forktail.engine.result.live;

import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// By what units are told apart: something known of the event of their first exposure.
public final class Dimensions {
  /// Their names, in the order of the values.
  public static final List<String> NAMES =
      List.of("browser", "country", "channel", "device", "library", "source");

  /// So many of them, from the first on, tell metrics apart; all tell units apart.
  public static final int OF_METRICS = 4;

  private static final List<ContextField> FIELDS =
      List.of(
          ContextField.BROWSER,
          ContextField.COUNTRY,
          ContextField.CHANNEL,
          ContextField.DEVICE,
          ContextField.LIBRARY);
  private static final int LENGTH_MAX = 64;

  private Dimensions() {}

  static List<@Nullable String> of(Event event) {
    var values = new ArrayList<@Nullable String>(NAMES.size());
    for (var field : FIELDS) {
      values.add(cut(event.context().text(field)));
    }
    values.add(cut(event.source()));
    return values;
  }

  private static @Nullable String cut(@Nullable String value) {
    return value == null || value.length() <= LENGTH_MAX ? value : value.substring(0, LENGTH_MAX);
  }
}
