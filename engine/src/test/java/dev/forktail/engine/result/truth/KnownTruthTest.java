package dev.forktail.engine.result.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.result.report.Lift;
import dev.forktail.engine.result.report.MetricReport;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.statistics.Interval;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What a result says, held against what is true, in many runs of a [KnownShop].
///
/// Of intervals that hold the truth in 95 %, one of five metrics falls below 93 % of 200 runs by
/// chance in a third of all choices of seeds; of 600 runs in a tenth. Those of amounts are somewhat
/// too narrow with few buyers, since the mean of so few is not normal yet. Drawn 10,000 times,
/// without all that is before it, the fixed interval of `basket` holds the truth in 94.8 % with 480
/// units of an arm, in 95.0 % with 1,920; with a heavier tail (deviation 1) in 94.3 % and 94.8 %,
/// and then it is too low in 4.1 % and too high in 1.6 %.
class KnownTruthTest {
  private static final int RUNS = 600;
  private static final int VISITORS = 1_000;

  /// Where nothing is to be found, there are fewer, and one looks several times.
  private static final int RUNS_ALIKE = 200;

  private static final int VISITORS_ALIKE = 500;

  private static final int LOOKS = 4;

  /// 93 % of all runs.
  private static final int COVERED_MIN = RUNS * 93 / 100;

  /// 5 % of them.
  private static final int WINNERS_MAX = RUNS_ALIKE / 20;

  @Test
  void intervalsHoldTheTruth() {
    var reports = last(true);

    var sequential = covered(reports, KnownShop.LIFTS, lift -> lift.sequential().interval());
    var fixed = covered(reports, KnownShop.LIFTS, lift -> lift.fixed().orElseThrow().interval());

    assertThat(sequential.values()).hasSize(5).allMatch(count -> count >= COVERED_MIN);
    assertThat(fixed.values()).hasSize(5).allMatch(count -> count >= COVERED_MIN);
  }

  private static List<ResultReport> last(boolean works) {
    return LongStream.rangeClosed(1, RUNS)
        .parallel()
        .mapToObj(seed -> KnownRun.reports(seed, VISITORS, works, 1).getLast())
        .toList();
  }

  /// In how many reports the interval of each metric holds its true lift.
  private static Map<String, Integer> covered(
      List<ResultReport> reports, Map<String, Double> truth, Function<Lift, Interval> interval) {
    var covered = new TreeMap<String, Integer>();
    for (var report : reports) {
      for (var metric : report.metrics()) {
        var key = metric.metric().key().value();
        boolean holds = interval.apply(lift(metric)).contains(truth.getOrDefault(key, Double.NaN));
        covered.merge(key, holds ? 1 : 0, Integer::sum);
      }
    }
    return covered;
  }

  private static Lift lift(MetricReport metric) {
    return metric.comparisons().getFirst().relative().get();
  }

  @Test
  void withoutAnEffectNobodyWinsHoweverOftenOneLooks() {
    long winners =
        LongStream.rangeClosed(1, RUNS_ALIKE)
            .parallel()
            .filter(seed -> hasWinner(KnownRun.reports(-seed, VISITORS_ALIKE, false, LOOKS)))
            .count();

    assertThat(winners).isLessThanOrEqualTo(WINNERS_MAX);
  }

  private static boolean hasWinner(List<ResultReport> looks) {
    return looks.stream()
        .flatMap(ResultReport::goals)
        .flatMap(metric -> metric.comparisons().stream())
        .flatMap(comparison -> comparison.corrected().stream())
        .anyMatch(corrected -> corrected.holm() <= 0.05);
  }
}
