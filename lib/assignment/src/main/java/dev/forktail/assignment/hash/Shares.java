package dev.forktail.assignment.hash;

/// The shares of the variants as consecutive ranges from 0 to 1, in the binary fractions that other
/// products compute with: each start is the sum of the shares before it, added one by one.
final class Shares {
  private final double[] starts;
  private final double[] shares;

  Shares(double[] shares) {
    this.shares = shares;
    starts = new double[shares.length];
    for (int i = 1; i < shares.length; i++) {
      starts[i] = starts[i - 1] + shares[i - 1];
    }
  }

  /// The first variant whose range `[start, start + share)` has `number`, or [Bucketing#NONE].
  int variant(double number) {
    for (int i = 0; i < shares.length; i++) {
      if (number >= starts[i] && number < starts[i] + shares[i]) {
        return i;
      }
    }
    return Bucketing.NONE;
  }

  /// Whether `number` is in the first part of a variant's range, `coverage` of it.
  boolean covers(double number, double coverage) {
    int index = variant(number);
    return index != Bucketing.NONE && number < starts[index] + coverage * shares[index];
  }

  /// Where the part that [#covers] of each variant begins and ends.
  double[][] ranges(double coverage) {
    var ranges = new double[shares.length][];
    for (int i = 0; i < shares.length; i++) {
      ranges[i] = new double[] {starts[i], starts[i] + coverage * shares[i]};
    }
    return ranges;
  }
}
