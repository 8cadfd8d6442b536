package dev.forktail.statistics.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueHistogramTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3})
  void anyOrderAndGroupingGivesTheSameHistogram(int seed) {
    var random = new Random(seed);
    var values = random.longs(500).map(value -> value >> random.nextInt(64)).boxed().toList();
    var shuffled = new java.util.ArrayList<>(values);
    Collections.shuffle(shuffled, random);

    var whole = histogram(values.stream().mapToLong(Long::longValue));
    var merged = histogram(shuffled.stream().limit(123).mapToLong(Long::longValue));
    merged.addAll(histogram(shuffled.stream().skip(123).mapToLong(Long::longValue)));

    assertThat(merged).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(merged.count()).isEqualTo(500);
    assertThat(ValueHistogram.of(whole.counts())).isEqualTo(whole);
    merged.removeAll(whole);
    assertThat(merged).isEqualTo(new ValueHistogram());
  }

  @Test
  void whatWasAddedCanBeTakenAway() {
    var histogram = histogram(LongStream.of(5, 7));

    histogram.remove(5);
    assertThat(histogram).isEqualTo(histogram(LongStream.of(7)));
    assertThatThrownBy(() -> histogram.remove(6)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyBucketFollowsTheOneBefore() {
    long last = -1;
    for (long value = 0; value < 1 << 20; value++) {
      int bucket = ValueHistogram.bucketOf(value);
      assertThat(bucket - last).isBetween(0L, 1L);
      assertThat(ValueHistogram.bucketOf(-value)).isEqualTo(-bucket);
      last = bucket;
    }
    assertThat(ValueHistogram.bucketOf(Long.MAX_VALUE)).isEqualTo(55_295);
    assertThat(ValueHistogram.bucketOf(Long.MIN_VALUE)).isEqualTo(-55_295);
  }

  @Test
  void quantilesOfSmallValuesAreExact() {
    var histogram = histogram(LongStream.rangeClosed(-500, 499));

    assertThat(histogram.valueAt(0)).isEqualTo(-0.05);
    assertThat(histogram.valueAt(0.25)).isEqualTo(-0.0251);
    assertThat(histogram.valueAt(0.5)).isEqualTo(-0.0001);
    assertThat(histogram.valueAt(1)).isEqualTo(0.0499);
  }

  @Test
  void quantilesOfLargeValuesAreOffByAThousandthAtMost() {
    var random = new Random(4);
    long[] values = random.longs(20_000).map(value -> value >> random.nextInt(50)).toArray();
    var histogram = histogram(Arrays.stream(values));
    Arrays.sort(values);

    for (double share : new double[] {0.01, 0.1, 0.3, 0.5, 0.77, 0.99, 0.999}) {
      double exact = FixedPoint.toDouble(values[(int) Math.ceil(share * values.length) - 1]);
      assertThat(histogram.valueAt(share)).isCloseTo(exact, within(Math.abs(exact) / 1_024));
    }
  }

  @Test
  void anEmptyHistogramHasNoQuantile() {
    assertThatThrownBy(() -> new ValueHistogram().valueAt(0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> histogram(LongStream.of(1)).valueAt(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCapCutsTheHighestDown() {
    var pooled = histogram(LongStream.rangeClosed(0, 1_000));
    var cap = Cap.at(pooled, 0.99, false).get();

    assertThat(cap.most()).isEqualTo(990);
    assertThat(cap.applyTo(5_000_000)).isEqualTo(990);
    assertThat(cap.applyTo(-3)).isEqualTo(-3);
  }

  @Test
  void aCapMayIgnoreUnitsWithoutValue() {
    var pooled = histogram(LongStream.concat(LongStream.generate(() -> 0).limit(900), hundred()));

    assertThat(Cap.at(pooled, 0.9, false).get().most()).isZero();
    assertThat(Cap.at(pooled, 0.9, true).get().most()).isEqualTo(90);
    assertThat(pooled.count()).isEqualTo(1_000);
    assertThat(Cap.at(histogram(LongStream.of(0, 0)), 0.9, true))
        .isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
  }

  private static LongStream hundred() {
    return LongStream.rangeClosed(1, 100);
  }

  private static ValueHistogram histogram(LongStream values) {
    var histogram = new ValueHistogram();
    values.forEach(histogram::add);
    return histogram;
  }
}
