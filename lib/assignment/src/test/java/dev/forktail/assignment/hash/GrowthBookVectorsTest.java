package dev.forktail.assignment.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.hash.Shape.Group;
import dev.forktail.assignment.hash.Shape.Points;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The cases that GrowthBook publishes for its clients (growthbook/growthbook,
/// packages/sdk-js/test/cases.json, specification 0.5.4): hashes, ranges, namespaces, experiments.
final class GrowthBookVectorsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'', a, 1, 0.22",
        "'', b, 1, 0.077",
        "b, a, 1, 0.946",
        "ef, d, 1, 0.652",
        "asdf, 8952klfjas09ujk, 1, 0.549",
        "'', 123, 1, 0.011",
        "'', '___)((*\":&', 1, 0.563",
        "seed, a, 2, 0.0505",
        "seed, b, 2, 0.2696",
        "foo, ab, 2, 0.2575",
        "foo, def, 2, 0.2019",
        "89123klj, 8952klfjas09ujkasdf, 2, 0.124",
        "90850943850283058242805, 123, 2, 0.7516",
        "'()**(%$##$%#$#', '___)((*\":&', 2, 0.0128",
      })
  void hash(String seed, String value, int version, double expected) {
    assertThat(GrowthBookBucketing.hash(value, seed, version)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, namespace1, 0, 4000, false",
    "1, namespace1, 4000, 10000, true",
    "1, namespace2, 0, 4000, false",
    "1, namespace2, 4000, 10000, true",
    "2, namespace1, 0, 4000, false",
    "2, namespace1, 4000, 10000, true",
    "2, namespace2, 0, 4000, false",
    "2, namespace2, 4000, 10000, true",
    "3, namespace1, 0, 4000, false",
    "3, namespace1, 4000, 10000, true",
    "3, namespace2, 0, 4000, true",
    "3, namespace2, 4000, 10000, false",
    "4, namespace1, 0, 4000, false",
    "4, namespace1, 4000, 10000, true",
    "4, namespace2, 0, 4000, true",
    "4, namespace2, 4000, 10000, false",
  })
  void inNamespace(String id, String namespace, int from, int to, boolean expected) {
    var group = new Group(namespace, List.of(new Points(from, to)));
    var shape = new Shape("any", Map.of(), List.of(1), group);
    assertThat(Hasher.GROWTHBOOK_V2.bucketing(shape).inGroup(UnitId.of(id))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "123, feature, growthbook-v1, '1 1 1', 2",
    "456, feature, growthbook-v1, '1 1 1', 0",
    "fds, feature, growthbook-v1, '1 1 1', 1",
    "123, feature, growthbook-v1, '1 1', 1",
    "123, feature, growthbook-v1, '1 1 1 1', 3",
    "123, feature, growthbook-v2, '1000 9000', 1",
    "d123, feature-exp, growthbook-v2, '3334 3333 3333', 1",
    "i123, feature-exp, growthbook-v2, '3334 3333 3333', 2",
  })
  void variation(String id, String key, String hasher, String weights, int expected) {
    var bucketing = bucketing(key, hasher, weights);
    assertThat(bucketing.variant(UnitId.of(id))).isEqualTo(expected);
    assertThat(bucketing.inTraffic(UnitId.of(id), 10_000)).isTrue();
  }

  /// 123 has 0.863 of `feature`: beyond a hundredth of each quarter, within 99 hundredths.
  @ParameterizedTest
  @CsvSource({"100, false", "4519, false", "4520, false", "4521, true", "9900, true", "0, false"})
  void coverage(int traffic, boolean expected) {
    var bucketing = bucketing("feature", "growthbook-v1", "1 1 1 1");
    assertThat(bucketing.inTraffic(UnitId.of("123"), traffic)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'4000 5999', -1", "'3333 3333 3333', -1", "'4000 6000', 1"})
  void whatTheWeightsLackGetsNoVariation(String weights, int expected) {
    int number = 0;
    while (GrowthBookBucketing.hash("user-" + number, "gap", 2) < 0.9999) {
      number++;
    }
    var bucketing = bucketing("gap", "growthbook-v2", weights);
    assertThat(bucketing.variant(UnitId.of("user-" + number))).isEqualTo(expected);
  }

  private static Bucketing bucketing(String key, String hasher, String weights) {
    var numbers = List.of(weights.split(" ")).stream().map(Integer::valueOf).toList();
    return Hasher.find(hasher).orElseThrow().bucketing(new Shape(key, Map.of(), numbers, null));
  }
}
