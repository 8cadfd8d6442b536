package dev.forktail.statistics.estimate;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.sums.Moments;
import dev.forktail.statistics.sums.Sums;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// An effect from which is taken out what chance made of the mix of units: when one arm happened to
/// get more buyers from a rich country, both are weighed as if they had the same mix.
///
/// Each stratum k (a country, a browser) has the share ν_k of the units of both arms, which it
/// would have had in each. With α_k the values of both arms in it and S_k their covariance per
/// unit, the means are Σ ν_k α_k and their covariance is [Σ ν_k S_k + A (diag(ν) - νν') A']/n; the
/// lift's error follows by the delta method. Source: Miratrix, Sekhon, Yu, "Adjusting treatment
/// effect estimates by post-stratification", Journal of the Royal Statistical Society B 75, 2013;
/// Xie, Aurisset, "Improving the sensitivity of online controlled experiments", KDD 2016; as
/// GrowthBook has it.
///
/// A stratum must be known before the exposure. Strata with fewer than two units in an arm are put
/// together, and where that is not enough, with the smallest of the others.
public final class PostStratified {
  private PostStratified() {}

  /// The units of both arms that have something in common.
  public record Stratum(Sums control, Sums treatment) {
    public Stratum {
      if (control.width() != treatment.width()) {
        throw new IllegalArgumentException(
            "arms must have the same width: " + control.width() + ", " + treatment.width());
      }
    }

    private Stratum plus(Stratum other) {
      return new Stratum(control.plus(other.control), treatment.plus(other.treatment));
    }

    private long fewest() {
      return Math.min(control.units(), treatment.units());
    }
  }

  /// The effect on a mean, from units with one value each. Unknown as [Effect], and when there are
  /// fewer than two units in an arm of all strata together.
  public static Answer<Effect> ofMeans(Effect.Kind kind, List<Stratum> strata) {
    return of(kind, strata, 1);
  }

  /// The effect on a ratio, from units with two values each: numerator and denominator.
  public static Answer<Effect> ofRatios(Effect.Kind kind, List<Stratum> strata) {
    return of(kind, strata, 2);
  }

  private static Answer<Effect> of(Effect.Kind kind, List<Stratum> strata, int width) {
    if (strata.stream().anyMatch(stratum -> stratum.control().width() != width)) {
      throw new IllegalArgumentException("units must have " + width + " values");
    }
    return strata.stream()
        .reduce(Stratum::plus)
        .map(all -> Answer.both(whole(all.control()), whole(all.treatment()), plain(kind, strata)))
        .orElseGet(() -> Answer.unknown(Reason.TOO_FEW_UNITS));
  }

  private static BiFunction<Estimate, Estimate, Answer<Effect>> plain(
      Effect.Kind kind, List<Stratum> strata) {
    return (control, treatment) ->
        Effect.of(kind, control, treatment)
            .then(effect -> cells(strata).then(cells -> new Strata(cells).adjusted(effect)));
  }

  private static Answer<Estimate> whole(Sums arm) {
    return arm.width() == 1 ? Mean.of(arm) : Ratio.of(arm);
  }

  private static Answer<List<Cell>> cells(List<Stratum> strata) {
    var cells = new ArrayList<Cell>();
    for (var stratum : merged(strata)) {
      var cell =
          Answer.both(
              Moments.of(stratum.control()),
              Moments.of(stratum.treatment()),
              (a, b) -> Answer.of(new Cell(a, b)));
      if (cell instanceof Answer.Unknown<Cell>(var reason)) {
        return Answer.unknown(reason);
      }
      cells.add(cell.get());
    }
    return Answer.of(cells);
  }

  private static List<Stratum> merged(List<Stratum> strata) {
    var rising =
        strata.stream()
            .sorted(Comparator.comparingLong(Stratum::fewest))
            .collect(Collectors.toCollection(ArrayList::new));
    while (rising.size() > 1 && rising.getFirst().fewest() < 2) {
      var smallest = rising.removeFirst();
      rising.set(0, rising.getFirst().plus(smallest));
    }
    return rising;
  }

  /// What the units of both arms in a stratum are like.
  record Cell(Moments control, Moments treatment) {
    double units() {
      return (double) control.units() + treatment.units();
    }
  }
}
