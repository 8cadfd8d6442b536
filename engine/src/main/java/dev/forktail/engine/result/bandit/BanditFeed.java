package dev.forktail.engine.result.bandit;

import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.report.MetricReport;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.planning.BanditWeights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Makes shares of what a run has brought: each arm gets as much as it is likely to be the best in
/// the first goal, and never less than [#FLOOR].
public final class BanditFeed {
  /// What each arm gets at least, so that one that was unlucky at first goes on being tried.
  public static final double FLOOR = 0.01;

  private BanditFeed() {}

  /// The shares that follow from `totals`. Unknown, so that shares stay as they are, when an arm
  /// has too few units or its values do not vary, and when the goal has no value or there is none.
  ///
  /// An arm without a weight in the definition gets none.
  public static Answer<BanditShares> of(RunTotals totals) {
    var run = totals.run();
    var report = ResultReport.of(totals, ReportSettings.standard(), totals.asOf());
    return report
        .goals()
        .findFirst()
        .map(goal -> estimates(run, goal).then(values -> weights(goal, values)))
        .orElse(Answer.unknown(Reason.NOT_COMPUTED))
        .map(
            weights ->
                new BanditShares(
                    run.project(),
                    run.experiment(),
                    run.number(),
                    ofAll(run, inBasisPoints(weights)),
                    totals.asOf()));
  }

  /// Of the arms that have a weight.
  private static Answer<List<Estimate>> estimates(Run run, MetricReport goal) {
    Answer<List<Estimate>> all = Answer.of(List.of());
    for (var arm : run.arms()) {
      if (arm.weight() > 0) {
        all = Answer.both(all, estimate(goal, arm), (before, one) -> Answer.of(with(before, one)));
      }
    }
    return all;
  }

  private static Answer<Estimate> estimate(MetricReport goal, Run.Arm arm) {
    return goal.arms().stream()
        .filter(value -> value.variant().equals(arm.variant()))
        .map(MetricReport.ArmValue::estimate)
        .findFirst()
        .orElse(Answer.unknown(Reason.TOO_FEW_UNITS));
  }

  private static List<Estimate> with(List<Estimate> before, Estimate one) {
    var all = new ArrayList<>(before);
    all.add(one);
    return all;
  }

  private static Answer<List<Double>> weights(MetricReport goal, List<Estimate> arms) {
    if (arms.isEmpty()) {
      return Answer.unknown(Reason.NOT_COMPUTED);
    }
    boolean up = goal.metric().direction() == Direction.UP;
    double floor = Math.min(FLOOR, 0.5 / arms.size());
    return BanditWeights.of(up ? arms : BanditWeights.inverted(arms), floor)
        .map(BanditWeights::weights);
  }

  /// Whole basis points; what rounding leaves goes to the greatest.
  private static List<Integer> inBasisPoints(List<Double> weights) {
    var points = new ArrayList<Integer>();
    weights.forEach(weight -> points.add((int) Math.floor(weight * BanditShares.WHOLE)));
    int left = BanditShares.WHOLE - points.stream().mapToInt(Integer::intValue).sum();
    int greatest =
        IntStream.range(0, points.size())
            .boxed()
            .max(Comparator.comparing(points::get))
            .orElseThrow();
    points.set(greatest, points.get(greatest) + left);
    return points;
  }

  private static List<Integer> ofAll(Run run, List<Integer> weighted) {
    var rest = weighted.iterator();
    return run.arms().stream().map(arm -> arm.weight() > 0 ? rest.next() : 0).toList();
  }
}
