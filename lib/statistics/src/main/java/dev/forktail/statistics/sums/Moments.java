package dev.forktail.statistics.sums;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import java.math.BigInteger;

/// Means, variances and covariances of the values of units, derived from their exact [Sums].
///
/// Numbers are in the unit of the values (not [FixedPoint] integers); variances and covariances are
/// those of a sample (divided by n - 1). Each is computed as a quotient of two exact integers, n
/// Σxy - Σx Σy over n (n - 1), and rounded only then, so nothing cancels however large the mean is
/// beside the spread: the relative error is below 5 × 10^-16.
public final class Moments {
  private static final BigInteger ONE = BigInteger.valueOf(FixedPoint.ONE);

  private final long units;
  private final double[] means;
  private final double[][] covariances;

  private Moments(Sums sums) {
    units = sums.units();
    int width = sums.width();
    means = new double[width];
    covariances = new double[width][width];
    var count = BigInteger.valueOf(units);
    double pairs =
        count.multiply(count.subtract(BigInteger.ONE)).multiply(ONE.pow(2)).doubleValue();
    double fixedUnits = count.multiply(ONE).doubleValue();
    for (int i = 0; i < width; i++) {
      means[i] = sums.totals().get(i).doubleValue() / fixedUnits;
      for (int j = i; j < width; j++) {
        covariances[i][j] = spread(sums, count, i, j).doubleValue() / pairs;
        covariances[j][i] = covariances[i][j];
      }
    }
  }

  /// The moments of the units in `sums`. Unknown when there are fewer than two units
  /// ([Reason#TOO_FEW_UNITS]) or when no units can have these sums ([Reason#IMPOSSIBLE_SUMS]:
  /// negative counts, a sum of squares that is too small, a sum beyond the range of the values).
  public static Answer<Moments> of(Sums sums) {
    if (sums.units() < 0 || !isPossible(sums)) {
      return Answer.unknown(Reason.IMPOSSIBLE_SUMS);
    }
    return sums.units() < 2 ? Answer.unknown(Reason.TOO_FEW_UNITS) : Answer.of(new Moments(sums));
  }

  private static boolean isPossible(Sums sums) {
    var count = BigInteger.valueOf(sums.units());
    for (int i = 0; i < sums.width(); i++) {
      boolean inRange = sums.totals().get(i).abs().compareTo(count.shiftLeft(63)) <= 0;
      boolean squaresInRange = sums.product(i, i).compareTo(count.shiftLeft(126)) <= 0;
      if (!inRange || !squaresInRange || spread(sums, count, i, i).signum() < 0) {
        return false;
      }
      for (int j = 0; j < i; j++) {
        if (isTooLarge(sums, count, i, j)) {
          return false;
        }
      }
    }
    return true;
  }

  /// A covariance can be no larger than the variances allow (Cauchy and Schwarz).
  private static boolean isTooLarge(Sums sums, BigInteger count, int i, int j) {
    var limit = spread(sums, count, i, i).multiply(spread(sums, count, j, j));
    return spread(sums, count, i, j).pow(2).compareTo(limit) > 0;
  }

  /// n Σxy - Σx Σy, exactly: n (n - 1) times the covariance.
  private static BigInteger spread(Sums sums, BigInteger count, int i, int j) {
    var squaredTotal = sums.totals().get(i).multiply(sums.totals().get(j));
    return count.multiply(sums.product(i, j)).subtract(squaredTotal);
  }

  public long units() {
    return units;
  }

  /// How many values a unit has.
  public int width() {
    return means.length;
  }

  public double mean(int i) {
    return means[i];
  }

  public double variance(int i) {
    return covariances[i][i];
  }

  public double covariance(int i, int j) {
    return covariances[i][j];
  }
}
