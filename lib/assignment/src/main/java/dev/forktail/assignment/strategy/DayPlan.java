package dev.forktail.assignment.strategy;

import dev.forktail.assignment.Dealer;
import dev.forktail.assignment.StrategySetup;
import dev.forktail.assignment.Variant;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Windows of the day, by the clock on the wall of a zone:
/// `06:00-18:00=control,18:00-06:00=treatment`. The first window that has the time decides; when
/// none has, nobody gets a variant. When the clock is put forward, the time that is left out has no
/// logins; when it is put back, the hour that comes twice is in the same window twice.
record DayPlan(ZoneId zone, List<Window> windows) implements TimePlan {
  private static final int WINDOWS_MAX = 100;

  /// From `from` to before `to`, over midnight if that is not later. The whole day if both are the
  /// same.
  record Window(LocalTime from, LocalTime to, int variant) {
    boolean has(LocalTime time) {
      if (from.isBefore(to)) {
        return !time.isBefore(from) && time.isBefore(to);
      }
      return !time.isBefore(from) || time.isBefore(to);
    }
  }

  static DayPlan of(StrategySetup setup, Options options, ZoneId zone) {
    var keys =
        setup.experiment().variants().stream().map(Variant::key).map(Object::toString).toList();
    var windows = new ArrayList<Window>();
    for (var text : options.required("windows").split(",", -1)) {
      windows.add(window(text.strip(), keys, options));
    }
    if (windows.size() > WINDOWS_MAX) {
      throw options.refused("windows", "at most " + WINDOWS_MAX);
    }
    return new DayPlan(zone, List.copyOf(windows));
  }

  private static Window window(String text, List<String> keys, Options options) {
    int dash = text.indexOf('-');
    int equal = text.indexOf('=', dash + 1);
    if (dash < 0 || equal < 0 || !keys.contains(text.substring(equal + 1))) {
      throw options.refused("windows", "not a window with one of " + keys + ": " + text);
    }
    try {
      return new Window(
          LocalTime.parse(text.substring(0, dash)),
          LocalTime.parse(text.substring(dash + 1, equal)),
          keys.indexOf(text.substring(equal + 1)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Option windows of the strategy login-time: " + text, e);
    }
  }

  @Override
  public int variantAt(Instant moment) {
    var time = moment.atZone(zone).toLocalTime();
    for (var window : windows) {
      if (window.has(time)) {
        return window.variant();
      }
    }
    return Dealer.NONE;
  }
}
