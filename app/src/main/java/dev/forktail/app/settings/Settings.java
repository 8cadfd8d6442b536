package dev.forktail.app.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// The values of all keys, and which of them were asked for. Later sources win: default, file,
/// environment, `--set`. Keys are lower case with dots and hyphens; in the environment
/// `journal.segment-bytes` is `FORKTAIL_JOURNAL_SEGMENT_BYTES`.
///
/// One thread, during the start.
public final class Settings {
  private final SettingsSources sources;
  private final Map<String, Effective> asked = new TreeMap<>();

  public Settings(SettingsSources sources) {
    this.sources = sources;
  }

  public String text(String key, String fallback) {
    return value(key, fallback, Function.identity(), "a text");
  }

  /// A text that is never shown.
  public Optional<String> secret(String key) {
    String value = value(key, "", Function.identity(), "a text");
    asked.computeIfPresent(key, (_, effective) -> effective.masked());
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  public int integer(String key, int fallback) {
    return value(key, Integer.toString(fallback), Integer::valueOf, "a whole number such as 2000");
  }

  public boolean flag(String key, boolean fallback) {
    return value(key, Boolean.toString(fallback), Settings::flagOf, "true or false");
  }

  /// A number of bytes, written `67108864`, `64MB` or `64 MiB` (both binary).
  public long bytes(String key, String fallback) {
    return value(key, fallback, Units::bytes, "a size such as 64MB");
  }

  /// A span of time, written `500ms`, `10s`, `5m`, `24h` or `7d`.
  public Duration duration(String key, String fallback) {
    return value(key, fallback, Units::duration, "a time such as 500ms, 10s, 5m, 24h or 7d");
  }

  /// One of the constants of an enum, written in lower case.
  public <E extends Enum<E>> E choice(String key, E fallback) {
    Class<E> type = fallback.getDeclaringClass();
    var names = new ArrayList<String>();
    for (E constant : type.getEnumConstants()) {
      names.add(wireName(constant));
    }
    return value(
        key,
        wireName(fallback),
        text -> Enum.valueOf(type, text.toUpperCase(java.util.Locale.ROOT).replace('-', '_')),
        "one of " + String.join(", ", names));
  }

  /// Refuses to go on when a source holds a key that nobody has asked for.
  public void refuseUnknownKeys() {
    for (var unknown : sources.unknown(asked.keySet())) {
      String hint =
          NearestKey.of(unknown.key(), asked.keySet())
              .map(near -> "Did you mean '" + near + "'?")
              .orElse("`./forktail config` lists all keys.");
      throw new SettingsException(
          "Unknown setting '%s' (%s). %s".formatted(unknown.key(), unknown.origin(), hint));
    }
  }

  /// Every key that was asked for, with its value and where it came from; secrets masked.
  public List<Effective> effective() {
    return List.copyOf(asked.values());
  }

  private <T> T value(String key, String fallback, Function<String, T> parse, String wanted) {
    var given = sources.find(key);
    String text = given.map(SettingsSources.Given::value).orElse(fallback).strip();
    String origin = given.map(SettingsSources.Given::origin).orElse("default");
    asked.put(key, new Effective(key, text, origin));
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException _) {
      throw new SettingsException(
          "Setting '%s' must be %s, but is '%s' (%s).".formatted(key, wanted, text, origin));
    }
  }

  private static boolean flagOf(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /// A key as it is in force.
  public record Effective(String key, String value, String origin) {
    Effective masked() {
      return value.isEmpty() ? this : new Effective(key, "***", origin);
    }
  }
}
