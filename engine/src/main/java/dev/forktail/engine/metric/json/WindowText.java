package dev.forktail.engine.metric.json;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.metric.Metric;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Windows as people write them: `7d`, `12h`, `30m`, `90s`.
final class WindowText {
  private static final Pattern FORM = Pattern.compile("(\\d{1,8})([dhms])");

  private WindowText() {}

  /// The window in the field `name`; empty when there is none.
  static Optional<Duration> find(JsonFields json, String name) {
    var window = json.findText(name).map(text -> duration(json.at(name), text));
    if (window.filter(one -> one.isZero() || one.compareTo(Metric.WINDOW_MAX) > 0).isPresent()) {
      throw wrong(json.at(name));
    }
    return window;
  }

  private static Duration duration(String at, String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw wrong(at);
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "d" -> Duration.ofDays(count);
      case "h" -> Duration.ofHours(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofSeconds(count);
    };
  }

  private static WrongFieldException wrong(String at) {
    return new WrongFieldException(
        at, "This is a time such as 7d, 12h, 30m or 90s, longer than 0 and 365d at most.");
  }

  /// In the largest unit of which it is a whole number.
  static String of(Duration window) {
    long seconds = window.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
