package dev.forktail.engine.result.report;

import dev.forktail.engine.result.report.SampleRatio.Stratum;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.allocation.SampleRatioTest;
import dev.forktail.statistics.allocation.SequentialSampleRatioTest;
import dev.forktail.statistics.inference.MultipleTesting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tests the shares of the arms, and looks for what is behind a mismatch.
///
/// While a run goes on, the sequential test decides, after each day and now; when it has ended, one
/// look by χ² does too. The cause is looked for in the values of each dimension and in days: a
/// stratum is named when its shares are wrong (p < mismatchAlpha, by Holm over all strata), half of
/// the mismatch or more is in it, and its units are misplaced at least twice as often as the
/// others. Of several the one with the highest rate is named.
final class SampleRatios {
  private static final double CONCENTRATION = SequentialSampleRatioTest.CONCENTRATION;
  private static final int STRATA_SHOWN = 20;

  private final UnitCounts units;
  private final double[] weights;
  private final double alpha;

  private SampleRatios(UnitCounts units, double alpha) {
    this.units = units;
    this.weights = units.weights();
    this.alpha = alpha;
  }

  static SampleRatio of(UnitCounts units, boolean ended, ReportSettings settings) {
    return new SampleRatios(units, settings.mismatchAlpha()).tested(ended);
  }

  /// For arms whose shares are no promise.
  static SampleRatio untested() {
    return new SampleRatio(
        Answer.unknown(Reason.CHANGING_SHARES),
        Answer.unknown(Reason.CHANGING_SHARES),
        false,
        List.of(),
        Optional.empty());
  }

  private SampleRatio tested(boolean ended) {
    var sequential = sequential();
    var fixed = SampleRatioTest.of(units.all(), weights);
    boolean mismatch =
        isBelow(sequential.map(SequentialSampleRatioTest::pValue))
            || (ended && isBelow(fixed.map(SampleRatioTest::pValue)));
    if (!mismatch) {
      return new SampleRatio(sequential, fixed, false, List.of(), Optional.empty());
    }
    var strata = strata();
    var cause =
        strata.stream()
            .filter(found -> found.stratum().holm() < alpha)
            .filter(Found::standsOut)
            .max(Comparator.comparingDouble(Found::rate))
            .map(Found::stratum);
    var shown =
        strata.stream()
            .map(Found::stratum)
            .sorted(Comparator.comparingDouble(Stratum::holm))
            .limit(STRATA_SHOWN)
            .toList();
    return new SampleRatio(sequential, fixed, true, shown, cause);
  }

  private boolean isBelow(Answer<Double> pValue) {
    return pValue instanceof Answer.Known<Double>(var value) && value < alpha;
  }

  /// Now, after the looks at the end of each day.
  private Answer<SequentialSampleRatioTest> sequential() {
    long[] counts = new long[weights.length];
    double least = 1;
    for (var day : units.byDay().values()) {
      Arrays.setAll(counts, i -> counts[i] + day[i]);
      least = Math.min(least, pValue(counts));
    }
    double before = least;
    return SequentialSampleRatioTest.of(units.all(), weights, CONCENTRATION)
        .map(now -> now.after(before));
  }

  private double pValue(long[] counts) {
    return SequentialSampleRatioTest.of(counts, weights, CONCENTRATION)
            instanceof Answer.Known<SequentialSampleRatioTest>(var test)
        ? test.pValue()
        : 1;
  }

  private List<Found> strata() {
    var counts = new LinkedHashMap<String, long[]>();
    units.byStratum().forEach((name, arms) -> counts.put(name.toString(), arms));
    units.byDay().forEach((day, arms) -> counts.put(day.toString(), arms));
    double[] holm = MultipleTesting.holm(pValues(counts.values()));
    var all = new Misplaced(units.all(), weights);
    var found = new ArrayList<Found>();
    int i = 0;
    for (Map.Entry<String, long[]> stratum : counts.entrySet()) {
      found.add(all.find(stratum.getKey(), stratum.getValue(), holm[i++]));
    }
    return found;
  }

  private double[] pValues(Collection<long[]> counts) {
    return counts.stream().mapToDouble(this::pValue).toArray();
  }

  /// @param rate how many of its units are where they should not be, as a share
  /// @param rateOfOthers the same outside of it
  private record Found(Stratum stratum, double rate, double rateOfOthers) {
    boolean standsOut() {
      return stratum.share() >= 0.5 && rate >= 2 * Math.max(0, rateOfOthers);
    }
  }

  /// By how many units each arm differs from what it should have, and in which direction.
  private static final class Misplaced {
    private final long[] counts;
    private final double[] weights;

    Misplaced(long[] counts, double[] weights) {
      this.counts = counts;
      this.weights = weights;
    }

    Found find(String name, long[] stratum, double holm) {
      double[] direction = differences(counts);
      double whole = along(direction, direction);
      double part = along(differences(stratum), direction);
      long size = Arrays.stream(stratum).sum();
      long others = Arrays.stream(counts).sum() - size;
      if (whole == 0) {
        return new Found(stratum(name, stratum, holm, 0), 0, 0);
      }
      double scale = Math.sqrt(whole);
      double rateOfOthers = others > 0 ? (whole - part) / scale / others : Double.MAX_VALUE;
      return new Found(
          stratum(name, stratum, holm, part / whole),
          part / scale / Math.max(1, size),
          rateOfOthers);
    }

    private static Stratum stratum(String name, long[] counts, double holm, double share) {
      return new Stratum(name, Arrays.stream(counts).boxed().toList(), holm, share);
    }

    private double[] differences(long[] of) {
      double units = Arrays.stream(of).sum();
      double weight = Arrays.stream(weights).sum();
      double[] differences = new double[of.length];
      Arrays.setAll(differences, i -> of[i] - units * weights[i] / weight);
      return differences;
    }

    private static double along(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }
}
