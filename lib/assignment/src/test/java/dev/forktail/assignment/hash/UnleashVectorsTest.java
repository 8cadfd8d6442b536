package dev.forktail.assignment.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The values with which Unleash's clients test their hash.
final class UnleashVectorsTest {
  @ParameterizedTest
  @CsvSource({"123, gr1, 73", "999, groupX, 25"})
  void rollout(String id, String groupId, int expected) {
    assertThat(UnleashBucketing.normalized(groupId, UnitId.of(id), 0, 100)).isEqualTo(expected);
    var shape = new Shape("any", Map.of("traffic", groupId), List.of(1), null);
    var bucketing = Hasher.UNLEASH.bucketing(shape);
    assertThat(bucketing.inTraffic(UnitId.of(id), 100 * expected)).isTrue();
    assertThat(bucketing.inTraffic(UnitId.of(id), 100 * expected - 1)).isFalse();
  }

  /// Unleash/client-specification, 16-strategy-variants: two variants of weight 1 in the group `a`.
  @ParameterizedTest
  @CsvSource({"5, 0", "0, 1"})
  void strategyVariant(String id, int expected) {
    var shape = new Shape("any", Map.of("variant", "a"), List.of(1, 1), null);
    assertThat(Hasher.UNLEASH.bucketing(shape).variant(UnitId.of(id))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"123, gr1, 96", "999, groupX, 60"})
  void variantNumber(String id, String groupId, int expected) {
    assertThat(UnleashBucketing.normalized(groupId, UnitId.of(id), 86_028_157, 100))
        .isEqualTo(expected);
  }
}
