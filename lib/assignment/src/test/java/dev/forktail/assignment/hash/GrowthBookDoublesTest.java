package dev.forktail.assignment.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Integer weights give the arms of GrowthBook's clients, which compute in doubles from the decimal
/// fractions of their definitions: 100,000 ids for each row, against a computation of its own.
final class GrowthBookDoublesTest {
  private static final int IDS = 100_000;

  @ParameterizedTest
  @CsvSource({
    "2, '5000 5000', '0.5 0.5', 10000, 1",
    "2, '3334 3333 3333', '0.3334 0.3333 0.3333', 10000, 1",
    "2, '1 1 1', '', 10000, 1",
    "1, '1 1 1', '', 10000, 1",
    "2, '1 1 1 1 1 1 1', '', 10000, 1",
    "2, '1000 2000 7000', '0.1 0.2 0.7', 3000, 0.3",
    "2, '1000 1000 1000 1000 6000', '0.1 0.1 0.1 0.1 0.6', 9900, 0.99",
    "1, '700 1100 8200', '0.07 0.11 0.82', 1234, 0.1234",
    "2, '1 9999', '0.0001 0.9999', 7, 0.0007",
    "2, '3333 3333 3333', '0.3333 0.3333 0.3333', 10000, 1",
  })
  void sameArms(int version, String weights, String fractions, int traffic, double coverage) {
    var numbers = Arrays.stream(weights.split(" ", -1)).map(Integer::valueOf).toList();
    var shape = new Shape("my-test", Map.of(), numbers, null);
    var bucketing = Hasher.find("growthbook-v" + version).orElseThrow().bucketing(shape);
    double[][] ranges = ranges(shares(fractions, numbers), coverage);
    for (int i = 0; i < IDS; i++) {
      String id = "user-" + i;
      var unit = UnitId.of(id);
      int ours = bucketing.inTraffic(unit, traffic) ? bucketing.variant(unit) : -1;
      assertThat(ours).as(id).isEqualTo(choose(number(id, version), ranges));
    }
  }

  private static double[] shares(String fractions, List<Integer> weights) {
    if (fractions.isEmpty()) {
      double[] equal = new double[weights.size()];
      Arrays.fill(equal, 1.0 / equal.length);
      return equal;
    }
    return Arrays.stream(fractions.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static double[][] ranges(double[] shares, double coverage) {
    double[][] ranges = new double[shares.length][];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      ranges[i] = new double[] {sum, sum + coverage * shares[i]};
      sum += shares[i];
    }
    return ranges;
  }

  private static int choose(double number, double[][] ranges) {
    for (int i = 0; i < ranges.length; i++) {
      if (number >= ranges[i][0] && number < ranges[i][1]) {
        return i;
      }
    }
    return -1;
  }

  private static double number(String id, int version) {
    if (version == 1) {
      return fnv(id + "my-test") % 1000 / 1000.0;
    }
    return fnv(Long.toString(fnv("my-test" + id))) % 10_000 / 10_000.0;
  }

  private static long fnv(String text) {
    long hash = 2_166_136_261L;
    for (int i = 0; i < text.length(); i++) {
      hash = ((hash ^ text.charAt(i)) * 16_777_619L) & 0xFFFFFFFFL;
    }
    return hash;
  }
}
