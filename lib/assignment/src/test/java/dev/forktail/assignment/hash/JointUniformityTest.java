package dev.forktail.assignment.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.hash.Shape.Group;
import dev.forktail.assignment.hash.Shape.Points;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Knowing one hash of a unit says nothing about another: chi-square tests of independence. The
/// bounds are those that chance exceeds once in a billion, so that all tables together never do.
final class JointUniformityTest {
  private static final int UNITS = 50_000;

  /// Of the chi-square distribution with 1, 4 and 9 degrees of freedom, at 1 - 10^-9.
  private static final Map<Integer, Double> BOUNDS = Map.of(1, 37.4, 4, 48.4, 9, 60.2);

  @ParameterizedTest
  @ValueSource(strings = {"sequence-", "3f2504e0-4f89-11d3-9a0c-03", ""})
  void theVariantsOfAnyTwoExperimentsAreIndependent(String prefix) {
    var units = units(prefix);
    var experiments = IntStream.range(0, 20).mapToObj(i -> bucketing("exp-" + i, 3)).toList();
    int[][] arms = new int[experiments.size()][];
    for (int i = 0; i < arms.length; i++) {
      arms[i] = units.stream().mapToInt(experiments.get(i)::variant).toArray();
    }
    for (int i = 0; i < arms.length; i++) {
      for (int j = 0; j < i; j++) {
        assertIndependent("exp-" + i + ", exp-" + j, arms[i], arms[j], 3);
      }
    }
  }

  @Test
  void whoIsInTheTrafficOfOneIsNotMoreOftenInThatOfAnother() {
    assertIndependent(
        "traffic of two experiments",
        unit -> bucketing("a", 2).inTraffic(unit, 1_000) ? 1 : 0,
        unit -> bucketing("b", 2).inTraffic(unit, 1_000) ? 1 : 0,
        2);
  }

  @Test
  void trafficAndVariantAreIndependent() {
    var one = bucketing("a", 4);
    ToIntFunction<UnitId> quarter =
        unit ->
            one.inTraffic(unit, 2_500)
                ? 0
                : one.inTraffic(unit, 5_000) ? 1 : one.inTraffic(unit, 7_500) ? 2 : 3;
    assertIndependent("traffic and variant", quarter, one::variant, 4);
  }

  @Test
  void groupAndVariantAreIndependentAndSoAreGroupAndTraffic() {
    var group = new Group("a", List.of(new Points(0, 5_000)));
    var one = Hasher.FORKTAIL_V1.bucketing(new Shape("a", Map.of(), List.of(1, 1), group));
    ToIntFunction<UnitId> member = unit -> one.inGroup(unit) ? 1 : 0;
    assertIndependent("group and variant", member, one::variant, 2);
    ToIntFunction<UnitId> traffic = unit -> one.inTraffic(unit, 5_000) ? 1 : 0;
    assertIndependent("group and traffic", member, traffic, 2);
  }

  /// What Unleash's second seed is for: of the units in 10 % of the traffic, all variants have
  /// some.
  @Test
  void aTenthOfTheTrafficHasAllVariants() {
    for (var hasher : List.of(Hasher.FORKTAIL_V1, Hasher.UNLEASH)) {
      var shape = new Shape("a", Map.of(), List.of(1, 1, 1, 1), null);
      var bucketing = hasher.bucketing(shape);
      int[] counts = new int[4];
      for (var unit : units("user-")) {
        if (bucketing.inTraffic(unit, 1_000)) {
          counts[bucketing.variant(unit)]++;
        }
      }
      for (int count : counts) {
        assertThat(count).isBetween(1_100, 1_400);
      }
    }
  }

  @Test
  void allPointsAreEquallyLikely() {
    var salt = Salt.of(Salt.Purpose.VARIANT, "a");
    int[] counts = new int[100];
    for (var unit : units("user-")) {
      counts[salt.point(unit, 100)]++;
    }
    double expected = UNITS / 100.0;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquare).as("99 degrees of freedom").isBetween(35.0, 205.0);
  }

  private static void assertIndependent(
      String what, ToIntFunction<UnitId> one, ToIntFunction<UnitId> other, int kinds) {
    var units = units("user-");
    assertIndependent(
        what,
        units.stream().mapToInt(one).toArray(),
        units.stream().mapToInt(other).toArray(),
        kinds);
  }

  private static void assertIndependent(String what, int[] one, int[] other, int kinds) {
    long[][] counts = new long[kinds][kinds];
    long[] rows = new long[kinds];
    long[] columns = new long[kinds];
    for (int i = 0; i < one.length; i++) {
      counts[one[i]][other[i]]++;
      rows[one[i]]++;
      columns[other[i]]++;
    }
    double chiSquare = 0;
    for (int i = 0; i < kinds; i++) {
      for (int j = 0; j < kinds; j++) {
        double expected = (double) rows[i] * columns[j] / one.length;
        chiSquare += (counts[i][j] - expected) * (counts[i][j] - expected) / expected;
      }
    }
    int freedom = (kinds - 1) * (kinds - 1);
    assertThat(chiSquare).as(what).isLessThan(BOUNDS.getOrDefault(freedom, 0.0));
  }

  private static Bucketing bucketing(String key, int variants) {
    var weights = IntStream.range(0, variants).mapToObj(_ -> 1).toList();
    return Hasher.FORKTAIL_V1.bucketing(new Shape(key, Map.of(), weights, null));
  }

  private static List<UnitId> units(String prefix) {
    return IntStream.range(0, UNITS).mapToObj(i -> UnitId.of(prefix + i)).toList();
  }
}
