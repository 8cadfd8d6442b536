package dev.forktail.statistics.estimate;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.sums.Moments;

/// What an arm's units say of a metric in the experiment (`post`) and before it (`pre`): values,
/// variances and covariance per unit.
record PrePost(
    double post,
    double pre,
    double postVariance,
    double preVariance,
    double covariance,
    long units) {

  /// Of means: value 0 of the units is post, value 1 pre.
  static PrePost ofMeans(Moments moments) {
    return new PrePost(
        moments.mean(0),
        moments.mean(1),
        moments.variance(0),
        moments.variance(1),
        moments.covariance(0, 1),
        moments.units());
  }

  /// Of ratios: values 0 and 1 of the units are numerator and denominator of post, 2 and 3 of pre.
  ///
  /// The delta method: a ratio moves with its numerator by 1/d and with its denominator by -r/d.
  /// Where pre has no denominator, it counts as 0 in each unit.
  static Answer<PrePost> ofRatios(Moments moments) {
    if (moments.mean(1) == 0) {
      return Answer.unknown(Reason.ZERO_DENOMINATOR);
    }
    double perPost = 1 / moments.mean(1);
    double perPre = moments.mean(3) == 0 ? 0 : 1 / moments.mean(3);
    double post = moments.mean(0) * perPost;
    double pre = moments.mean(2) * perPre;
    double[] gradient = {perPost, -post * perPost, perPre, -pre * perPre};
    return Answer.of(
        new PrePost(
            post,
            pre,
            Math.max(0, covariance(moments, gradient, 0, 0)),
            Math.max(0, covariance(moments, gradient, 2, 2)),
            covariance(moments, gradient, 0, 2),
            moments.units()));
  }

  /// Of the ratio whose numerator is value `a` with the one whose numerator is value `b`.
  private static double covariance(Moments moments, double[] gradient, int a, int b) {
    double sum = 0;
    for (int i = a; i < a + 2; i++) {
      for (int j = b; j < b + 2; j++) {
        sum += gradient[i] * gradient[j] * moments.covariance(i, j);
      }
    }
    return sum;
  }

  /// The variance of growth × post - θ pre.
  double spread(double growth, double theta) {
    double variance =
        growth * growth * postVariance
            + theta * theta * preVariance
            - 2 * theta * growth * covariance;
    return Math.max(0, variance);
  }

  /// The adjusted value post - θ pre, with its variance. Values of pre are not centred: what they
  /// shift is the same in both arms but for chance, and that is what is taken out.
  Answer<Estimate> adjusted(double theta) {
    return Estimate.of(post - theta * pre, spread(1, theta), units);
  }
}
