package dev.forktail.assignment.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What other products publish about their hashes, in the tests of their clients.
final class OtherVectorsTest {
  /// `test_bucketer.py` of Optimizely's SDK for Python, and the same numbers in its others.
  @ParameterizedTest
  @CsvSource({
    "ppid1, 1886780721, 5254",
    "ppid2, 1886780721, 4299",
    "ppid2, 1886780722, 2434",
    "ppid3, 1886780721, 5439",
  })
  void optimizely(String id, String experiment, int expected) {
    assertThat(OptimizelyBucketing.bucket(id + experiment)).isEqualTo(expected);
  }

  /// `BucketingTest` of LaunchDarkly's server SDKs, which gives single precision.
  @ParameterizedTest
  @CsvSource({"userKeyA, 0.42157587", "userKeyB, 0.6708485", "userKeyC, 0.10343106"})
  void launchDarkly(String id, double expected) {
    var salts = Map.of("flag", "hashKey", "salt", "saltyA");
    var bucketing = new LaunchDarklyBucketing(new Shape("any", salts, List.of(1), null));
    assertThat(bucketing.number(UnitId.of(id))).isCloseTo(expected, within(1e-6));
  }

  /// `test_assignment.py` of PlanOut.
  @ParameterizedTest
  @CsvSource({"foo, 2, 1", "bar, 2, 0", "baz, 2, 0", "foo, 8, 7"})
  void planOut(String variable, int choices, int expected) {
    var salts = Map.of("experiment", "test_salt", "variant", variable);
    var shape = new Shape("any", salts, Collections.nCopies(choices, 1), null);
    var bucketing = Hasher.PLANOUT.bucketing(shape);
    assertThat(bucketing.variant(UnitId.of("4"))).isEqualTo(expected);
  }

  /// MD5("abc") begins with 900150983cd24fb0, SHA-1 with a9993e364706816a, SHA-256 with
  /// ba7816bf8f01cfea (RFC 1321, FIPS 180-4).
  @Test
  void theFirstDigitsOfADigestAreItsNumber() {
    assertThat(Digest.md5("abc")).isEqualTo(0x90015098L);
    assertThat(Digest.sha1("abc")).isEqualTo(0xA9993E364706816L);
    assertThat(Digest.sha256("abc")).isEqualTo(0xBA7816BF8F01CFEAL);
  }

  /// 8 digits of MD5("a-bc") and 64 bits of SHA-256("a.bc"), modulo 10,000, as Python's hashlib
  /// gives them.
  @Test
  void saltsAndIdsAreJoinedAsEachProductDoes() {
    assertThat(EppoBucketing.shard("a", UnitId.of("bc"), 10_000)).isEqualTo(3_247);
    assertThat(StatsigBucketing.bucket("a.", UnitId.of("bc"), 10_000)).isEqualTo(9_842);
  }

  @ParameterizedTest
  @CsvSource({
    "eppo",
    "planout",
    "optimizely",
    "statsig",
    "posthog",
    "launchdarkly",
    "unleash",
    "growthbook-v1",
    "growthbook-v2",
    "forktail-v1"
  })
  void moreTrafficOnlyAddsUnitsAndTheSharesAreAsAsked(String hasher) {
    var shape = new Shape("checkout", Map.of(), List.of(2_000, 3_000, 5_000), null);
    var bucketing = Hasher.find(hasher).orElseThrow().bucketing(shape);
    int[] counts = new int[3];
    int in = 0;
    for (int i = 0; i < 20_000; i++) {
      var unit = UnitId.of("visitor-" + i);
      boolean before = false;
      for (int traffic : new int[] {0, 100, 2_500, 5_000, 10_000}) {
        boolean now = bucketing.inTraffic(unit, traffic);
        assertThat(now || !before).isTrue();
        before = now;
        in += traffic == 2_500 && now ? 1 : 0;
      }
      assertThat(before).isTrue();
      assertThat(bucketing.inTraffic(unit, 0)).isFalse();
      counts[bucketing.variant(unit)]++;
    }
    assertThat(in).isBetween(4_700, 5_300);
    assertThat(counts[0]).isBetween(3_700, 4_300);
    assertThat(counts[1]).isBetween(5_700, 6_300);
    assertThat(counts[2]).isBetween(9_700, 10_300);
  }
}
