package dev.forktail.assignment.strategy;

import dev.forktail.assignment.AssignmentStrategy;
import dev.forktail.assignment.Dealer;
import dev.forktail.assignment.StrategySetup;
import dev.forktail.assignment.Subject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/// By the moment of the login: either by windows of the day, or by intervals that take turns (a
/// switchback). Everybody who comes in the same window gets the same variant, and keeps it.
///
/// The moment is the attribute that the option `attribute` names (`loginAt`), as ISO text or
/// milliseconds since 1970; without one, the moment of the decision.
public final class LoginTimeStrategy implements AssignmentStrategy {
  @Override
  public String name() {
    return "login-time";
  }

  @Override
  public String description() {
    return "By the moment of login. Option windows: 06:00-18:00=control,18:00-06:00=treatment, or"
        + " interval: PT30M or P1D, from origin; zone: Europe/Vienna; attribute: loginAt.";
  }

  @Override
  public boolean needsMemory() {
    return true;
  }

  @Override
  public Dealer dealer(StrategySetup setup) {
    var options = Options.of(setup);
    options.checkKnown("windows", "interval", "origin", "zone", "attribute");
    boolean windows = options.values().containsKey("windows");
    if (windows == options.values().containsKey("interval")) {
      throw options.refused("windows", "either windows or interval is needed");
    }
    var plan = windows ? dayPlan(setup, options) : Switchback.of(setup, options, zone(options));
    String attribute = options.text("attribute", "loginAt");
    return (_, subject, now) -> plan.variantAt(moment(subject, attribute, now));
  }

  private static DayPlan dayPlan(StrategySetup setup, Options options) {
    if (options.values().containsKey("origin")) {
      throw options.refused("origin", "is for intervals only");
    }
    return DayPlan.of(setup, options, zone(options));
  }

  private static ZoneId zone(Options options) {
    try {
      return ZoneId.of(options.text("zone", "UTC"));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Option zone of the strategy login-time: " + e.getMessage(), e);
    }
  }

  private static Instant moment(Subject subject, String attribute, Instant now) {
    try {
      return switch (subject.attribute(attribute)) {
        case Long millis -> Instant.ofEpochMilli(millis);
        case String text -> OffsetDateTime.parse(text).toInstant();
        case null, default -> now;
      };
    } catch (DateTimeException _) { // what a visitor sends may be anything: as if there were none
      return now;
    }
  }
}
