package dev.forktail.statistics.planning;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Estimate;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Which share of the next units each arm should get: in proportion to the chance that it is the
/// best (Thompson sampling), and never less than a floor, so that each goes on being measured.
///
/// - `best`: per arm, the chance that it is the best; 1 together.
/// - `weights`: per arm, floor + (1 - arms × floor) × best; 1 together.
///
/// What is known of each arm is normal around its value. The chances are integrals, not drawn: the
/// same data give the same weights. Source: Thompson, "On the likelihood that one unknown
/// probability exceeds another", Biometrika 25, 1933; Chapelle, Li, NIPS 2011.
public record BanditWeights(List<Double> best, List<Double> weights) {
  /// Below so many units in an arm its value is too uncertain to steer by.
  public static final long UNITS_MIN = 100;

  /// Beyond so many standard errors from its value, nothing is expected of an arm.
  private static final double REACH = 9;

  private static final int STEPS = 64;

  public BanditWeights {
    best = List.copyOf(best);
    weights = List.copyOf(weights);
  }

  /// The weights for arms with these values, of which the most is the best ([#inverted] for the
  /// least). Unknown when an arm has fewer than [#UNITS_MIN] units or no variance: then they should
  /// stay as they are.
  ///
  /// @param floor the least share of an arm: from 0 to below 1 / arms; 0.01 is usual
  public static Answer<BanditWeights> of(List<Estimate> arms, double floor) {
    if (arms.isEmpty() || !(floor >= 0 && floor * arms.size() < 1)) {
      throw new IllegalArgumentException(
          "need arms and a floor in 0..1/arms: %d, %s".formatted(arms.size(), floor));
    }
    if (arms.stream().anyMatch(arm -> arm.units() < UNITS_MIN)) {
      return Answer.unknown(Reason.TOO_FEW_UNITS);
    }
    if (arms.stream().anyMatch(arm -> arm.variance() == 0)) {
      return Answer.unknown(Reason.ZERO_VARIANCE);
    }
    return Answer.of(of(chances(arms), floor));
  }

  private static BanditWeights of(double[] chances, double floor) {
    double rest = 1 - chances.length * floor;
    double whole = DoubleStream.of(chances).sum();
    var best = IntStream.range(0, chances.length).mapToObj(i -> chances[i] / whole).toList();
    return new BanditWeights(best, best.stream().map(chance -> floor + rest * chance).toList());
  }

  /// The estimates of a metric of which less is better, turned so that more is.
  public static List<Estimate> inverted(List<Estimate> arms) {
    return arms.stream()
        .map(arm -> new Estimate(-arm.value(), arm.variance(), arm.units()))
        .toList();
  }

  private static double[] chances(List<Estimate> arms) {
    var beliefs =
        arms.stream()
            .map(arm -> NormalDistribution.of(arm.value(), Math.sqrt(arm.squaredError())))
            .toList();
    return IntStream.range(0, arms.size()).mapToDouble(arm -> chance(beliefs, arm)).toArray();
  }

  /// ∫ φ_arm(x) Π Φ_other(x) dx, in pieces that end where any of the others rises or has risen.
  private static double chance(List<NormalDistribution> beliefs, int arm) {
    double low = edge(beliefs.get(arm), -REACH);
    double high = edge(beliefs.get(arm), REACH);
    double[] edges =
        beliefs.stream()
            .flatMapToDouble(
                belief ->
                    IntStream.rangeClosed(-3, 3).mapToDouble(i -> edge(belief, REACH / 3 * i)))
            .filter(edge -> edge >= low && edge <= high)
            .sorted()
            .distinct()
            .toArray();
    return IntStream.range(1, edges.length)
        .mapToDouble(i -> simpson(beliefs, arm, edges[i - 1], edges[i]))
        .sum();
  }

  private static double edge(NormalDistribution belief, double errors) {
    return belief.getMean() + errors * belief.getStandardDeviation();
  }

  private static double simpson(
      List<NormalDistribution> beliefs, int arm, double low, double high) {
    double step = (high - low) / STEPS;
    double sum = density(beliefs, arm, low) + density(beliefs, arm, high);
    for (int i = 1; i < STEPS; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * density(beliefs, arm, low + i * step);
    }
    return sum * step / 3;
  }

  private static double density(List<NormalDistribution> beliefs, int arm, double x) {
    double density = beliefs.get(arm).density(x);
    for (int other = 0; other < beliefs.size(); other++) {
      density *= other == arm ? 1 : beliefs.get(other).cumulativeProbability(x);
    }
    return density;
  }
}
