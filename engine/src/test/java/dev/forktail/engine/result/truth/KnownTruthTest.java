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

/// What a result says, held against what is true, in 200 runs of a [KnownShop].
///
/// In 2,000 runs the fixed interval holds the truth in 95.3 % (conversion), 94.7 % (orders), 94.8 %
/// (views), 93.9 % (basket) and 93.6 % (revenue); by chance 94.0 % to 96.0 % are to be expected. So
/// that of amounts is somewhat too narrow here, where 500 units of an arm have 150 orders or fewer
/// with a heavy tail: a mean of so few is not normal yet.
class KnownTruthTest {
  private static final int RUNS = 200;
  private static final int VISITORS = 1_000;

  /// Where nothing is to be found fewer do, looked at several times.
  private static final int VISITORS_ALIKE = 500;

  private static final int LOOKS = 4;

  /// 93 % of 200.
  private static final int COVERED_MIN = 186;

  /// 5 % of 200.
  private static final int WINNERS_MAX = 10;

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
        LongStream.rangeClosed(1, RUNS)
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
