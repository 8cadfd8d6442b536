package dev.forktail.assignment.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.forktail.assignment.Subject;
import dev.forktail.assignment.condition.Condition.All;
import dev.forktail.assignment.condition.Condition.Any;
import dev.forktail.assignment.condition.Condition.Bound;
import dev.forktail.assignment.condition.Condition.Contains;
import dev.forktail.assignment.condition.Condition.During;
import dev.forktail.assignment.condition.Condition.Exists;
import dev.forktail.assignment.condition.Condition.In;
import dev.forktail.assignment.condition.Condition.Matches;
import dev.forktail.assignment.condition.Condition.Network;
import dev.forktail.assignment.condition.Condition.Not;
import dev.forktail.assignment.condition.Condition.Place;
import dev.forktail.assignment.condition.Condition.Range;
import dev.forktail.assignment.condition.Condition.Share;
import dev.forktail.assignment.condition.Condition.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionTest {
  @Test
  void aNumberAndTheTextThatSpellsItAreTheSame() {
    var five = new In("x", List.of(5, "7", true, 1.5));
    for (Object value : new Object[] {5, 5L, 5.0, "5", 7, "7", true, "true", 1.5, "1.5"}) {
      assertThat(holds(five, value)).as("%s", value).isTrue();
    }
    for (Object value : new Object[] {6, "five", "", false, 1.25, "5 "}) {
      assertThat(holds(five, value)).as("%s", value).isFalse();
    }
  }

  @Test
  void aListHoldsWhenOneOfItsElementsDoes() {
    assertThat(holds(new In("x", List.of("b")), List.of("a", "b"))).isTrue();
    assertThat(holds(new In("x", List.of("c")), List.of("a", "b"))).isFalse();
    assertThat(holds(new Range("x", new Bound(10, false), null), List.of(0, 5, 15))).isTrue();
    assertThat(holds(new In("x", List.of("c")), List.of())).isFalse();
  }

  @Test
  void whatIsNotThereMeetsNothingButNot() {
    var nobody = Subject.user("ann");
    assertThat(new In("x", List.of("a")).compile().holds(nobody)).isFalse();
    assertThat(new Exists("x").compile().holds(nobody)).isFalse();
    assertThat(new Not(new Exists("x")).compile().holds(nobody)).isTrue();
    assertThat(new Exists("userId").compile().holds(nobody)).isTrue();
  }

  @Test
  void andOrNot() {
    Condition yes = Condition.always();
    Condition no = new Not(yes);
    assertThat(holds(new All(List.of(yes, yes)), 1)).isTrue();
    assertThat(holds(new All(List.of(yes, no)), 1)).isFalse();
    assertThat(holds(new Any(List.of(no, yes)), 1)).isTrue();
    assertThat(holds(new Any(List.of(no, no)), 1)).isFalse();
    assertThat(holds(new Any(List.of()), 1)).isFalse();
  }

  @Test
  void rangesHaveBoundsThatAreInOrOut() {
    var range = new Range("x", new Bound(18, true), new Bound(30, false));
    assertThat(holds(range, 18)).isTrue();
    assertThat(holds(range, 17.999)).isFalse();
    assertThat(holds(range, "29.9")).isTrue();
    assertThat(holds(range, 30)).isFalse();
    assertThat(holds(range, "many")).isFalse();
    assertThat(holds(range, "NaN")).isFalse();
    assertThat(holds(range, true)).isFalse();
  }

  @Test
  void periodsReadIsoTimesAndMilliseconds() {
    var year =
        new During(
            "x", Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(holds(year, "2026-01-01T00:00:00Z")).isTrue();
    assertThat(holds(year, "2026-01-01T00:00:00+01:00")).isFalse();
    assertThat(holds(year, "2027-01-01T00:00:00Z")).isFalse();
    assertThat(holds(year, Instant.parse("2026-06-01T00:00:00Z").toEpochMilli())).isTrue();
    assertThat(holds(year, "yesterday")).isFalse();
  }

  @Test
  void textsAreLookedForAtTheirPlace() {
    assertThat(holds(new Contains("x", Place.ANYWHERE, List.of("y", "oba"), false), "Mobar"))
        .isTrue();
    assertThat(holds(new Contains("x", Place.START, List.of("mo"), false), "Mobar")).isFalse();
    assertThat(holds(new Contains("x", Place.START, List.of("mo"), true), "Mobar")).isTrue();
    assertThat(holds(new Contains("x", Place.END, List.of("long Mobar", "bar"), false), "Mobar"))
        .isTrue();
  }

  /// The strict cases of GrowthBook's `versionCompare` (cases.json, 0.5.4) and semver.org's own
  /// order.
  @ParameterizedTest
  @CsvSource({
    "0.9.99, 1.0.0",
    "0.9.0, 0.10.0",
    "1.0.0-0.0, 1.0.0-0.0.0",
    "1.0.0-9999, 1.0.0--",
    "1.0.0-99, 1.0.0-100",
    "1.0.0-alpha, 1.0.0-alpha.1",
    "1.0.0-alpha.1, 1.0.0-alpha.beta",
    "1.0.0-alpha.beta, 1.0.0-beta",
    "1.0.0-beta, 1.0.0-beta.2",
    "1.0.0-beta.2, 1.0.0-beta.11",
    "1.0.0-beta.11, 1.0.0-rc.1",
    "1.0.0-rc.1, 1.0.0",
    "1.0.0-0, 1.0.0--1",
    "1.0.0-0, 1.0.0-1",
    "1.0.0-1.0, 1.0.0-1.-1",
    "v0.9.0, v0.10.0",
    "2.7.2+asdf, 3.0.0",
    "1.2.3-a.b.c.5.d.100, 1.2.3-a.b.c.10.d.5",
    "1.2.3-r100, 1.2.3-r2",
    "9999.0.0, 10000.0.0",
  })
  void versionsAreOrderedAsSemverSays(String lower, String higher) {
    assertThat(holds(new Version("x", "<" + higher), lower)).isTrue();
    assertThat(holds(new Version("x", ">" + lower), higher)).isTrue();
    assertThat(holds(new Version("x", ">=" + higher), lower)).isFalse();
    assertThat(holds(new Version("x", lower), lower)).isTrue();
  }

  @Test
  void allComparisonsOfARangeOfVersionsMustHold() {
    var range = new Version("x", ">=1.2 <2 !=1.5.0");
    assertThat(holds(range, "1.2.0")).isTrue();
    assertThat(holds(range, "1.2.3+build.5")).isTrue();
    assertThat(holds(range, "1.5.0")).isFalse();
    assertThat(holds(range, "2.0.0")).isFalse();
    assertThat(holds(range, "1.2.0-rc.1")).isFalse();
    assertThat(holds(range, "one")).isFalse();
    assertThat(holds(range, "1.2.3.4")).isFalse();
  }

  @Test
  void aPatternThatOthersTakeYearsForTakesMicroseconds() {
    var evil = new Matches("x", "^(a+)+$").compile();
    var text = "a".repeat(1_900) + "!";
    assertTimeout(
        Duration.ofSeconds(5),
        () -> assertThat(evil.holds(Subject.user("u").with(Map.of("x", text)))).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "(a)\\1", "(?=a)", "((a{100}){100}){100}", "a{5000}", "(((a{30}){30}){30})"})
  void aPatternThatIsNoneOrTooLargeIsRefused(String pattern) {
    assertThatThrownBy(() -> new Matches("x", pattern))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPatternIsFoundAnywhereUnlessItIsBound() {
    assertThat(holds(new Matches("x", "(Mobile|Tablet)"), "Android Mobile Browser")).isTrue();
    assertThat(holds(new Matches("x", "^(Mobile|Tablet)$"), "Android Mobile Browser")).isFalse();
    assertThat(holds(new Matches("x", "5"), 5)).isFalse();
    assertThat(holds(new Matches("x", "a"), "a".repeat(2_000))).isTrue();
    assertThat(holds(new Matches("x", "a"), "a".repeat(2_001))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.1.7, 192.168.1.7, true",
    "192.168.1.7, 192.168.1.8, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "192.168.1.0/25, 192.168.1.127, true",
    "192.168.1.0/25, 192.168.1.128, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "2001:db8::/65, 2001:db8:0:0:7fff::, true",
    "2001:db8::/65, 2001:db8:0:0:8000::, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "::ffff:0:0/96, 10.1.2.3, true",
    "10.0.0.0/8, 010.0.0.1, false",
    "10.0.0.0/8, 10.0.0, false",
    "10.0.0.0/8, 10.0.0.1., false",
    "10.0.0.0/8, example.org, false",
    "::/0, 1::2::3, false",
    "::/0, ':1:2:3:4:5:6:7', false",
    "::/0, 12345::, false",
    "::/0, '', false",
    "::/0, 1:2:3:4:5:6:7:8:9, false",
  })
  void networks(String network, String address, boolean expected) {
    assertThat(holds(new Network("x", List.of(network)), address)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "host/8", "10.0.0/8"})
  void whatIsNoNetworkIsRefused(String network) {
    assertThatThrownBy(() -> new Network("x", List.of(network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(network);
  }

  @Test
  void aShareIsAboutItsSizeAndGrowsWithoutLosingAnybody() {
    var tenth = new Share("userId", "beta", 0, 1_000).compile();
    var fifth = new Share("userId", "beta", 0, 2_000).compile();
    int count = 0;
    for (int i = 0; i < 20_000; i++) {
      var subject = Subject.user("user-" + i);
      count += tenth.holds(subject) ? 1 : 0;
      assertThat(!tenth.holds(subject) || fifth.holds(subject)).isTrue();
    }
    assertThat(count).isBetween(1_850, 2_150);
    assertThat(holds(new Share("x", "s", 0, 10_000), "")).isFalse();
  }

  @Test
  void conditionsHaveALimit() {
    Condition deep = Condition.always();
    for (int i = 0; i < 15; i++) {
      deep = new Not(deep);
    }
    var last = deep;
    assertThatThrownBy(() -> new Not(last)).isInstanceOf(IllegalArgumentException.class);
    var many = Collections.nCopies(101, Condition.always());
    assertThatThrownBy(() -> new Any(many)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new In("x", List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean holds(Condition condition, Object value) {
    return condition.compile().holds(Subject.user("ann").with(Map.of("x", value)));
  }
}
