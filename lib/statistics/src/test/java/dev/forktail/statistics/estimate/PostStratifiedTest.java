package dev.forktail.statistics.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Arms;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.PostStratified.Stratum;
import dev.forktail.statistics.sums.Sums;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Held against the vectors of GrowthBook's tests: five strata, numerator and denominator.
final class PostStratifiedTest {
  private static final List<Stratum> RATIOS =
      List.of(
          new Stratum(
              arm(
                  21,
                  "330.0696210595999",
                  "890.9766550739607",
                  "5377.811252605509",
                  "14263.937571840695",
                  "38220.95223835553"),
              arm(
                  42,
                  "708.1220000911836",
                  "1745.9858250014954",
                  "12249.255519049513",
                  "29826.620793423102",
                  "73194.53424221886")),
          new Stratum(
              arm(
                  65,
                  "1391.96628040659",
                  "2769.8126179473184",
                  "30546.63404187155",
                  "59924.702385890436",
                  "118719.96077578884"),
              arm(
                  75,
                  "1807.4703052657744",
                  "3184.8395612061063",
                  "45000.287664918586",
                  "78119.14871556411",
                  "136710.92474497214")),
          new Stratum(
              arm(
                  102,
                  "2916.824124651419",
                  "4445.780384331884",
                  "86396.06886690554",
                  "129041.55268673625",
                  "195387.7733842407"),
              arm(
                  101,
                  "3104.5399914554023",
                  "4235.277718489282",
                  "98365.40553530994",
                  "132444.36911739354",
                  "179690.4720421368")),
          new Stratum(
              arm(
                  151,
                  "5172.587929941052",
                  "6510.170220892494",
                  "182453.04528037464",
                  "226127.20135744457",
                  "283094.7243365024"),
              arm(
                  121,
                  "4613.696610070716",
                  "5079.943060454901",
                  "180520.64781229294",
                  "196562.8269130501",
                  "215529.32009367683")),
          new Stratum(
              arm(
                  160,
                  "6539.348445231273",
                  "6906.305872710853",
                  "274981.98909352464",
                  "286483.9732935189",
                  "300900.3106781779"),
              arm(
                  162,
                  "7431.953259880505",
                  "6899.004661928157",
                  "349244.6690736718",
                  "321057.8410309036",
                  "296839.44355002965")));

  private static final double SCALE = 1e9;

  @Test
  void meansAgreeWithGrowthBook() {
    var means = RATIOS.stream().map(PostStratifiedTest::numerators).toList();
    var relative = PostStratified.ofMeans(Effect.Kind.RELATIVE, means).get();
    var absolute = PostStratified.ofMeans(Effect.Kind.ABSOLUTE, means).get();

    assertThat(relative.lift()).isCloseTo(0.10994584851937336, within(1e-13));
    assertThat(relative.standardError()).isCloseTo(0.012225394656480164, within(1e-13));
    assertThat(absolute.lift() / SCALE).isCloseTo(3.548094377986586, within(1e-12));
    assertThat(absolute.standardError() / SCALE).isCloseTo(0.37634374823059685, within(1e-13));
  }

  @Test
  void ratiosAgreeWithGrowthBook() {
    var relative = PostStratified.ofRatios(Effect.Kind.RELATIVE, RATIOS).get();
    var absolute = PostStratified.ofRatios(Effect.Kind.ABSOLUTE, RATIOS).get();

    assertThat(relative.lift()).isCloseTo(0.13371299783026003, within(1e-13));
    assertThat(relative.standardError()).isCloseTo(0.007131233706378072, within(1e-13));
    assertThat(absolute.lift()).isCloseTo(0.10008903417216031, within(1e-13));
    assertThat(absolute.standardError()).isCloseTo(0.005071004003792392, within(1e-13));
  }

  @Test
  void oneStratumIsTheUnadjustedLift() {
    var control = Arms.sums(1, 5, 3, 4);
    var treatment = Arms.sums(2, 6, 6, 4);

    var stratified =
        PostStratified.ofMeans(Effect.Kind.RELATIVE, List.of(new Stratum(control, treatment)))
            .get();
    var plain = Effect.relative(Mean.of(control).get(), Mean.of(treatment).get()).get();
    assertThat(stratified.lift()).isCloseTo(plain.lift(), within(1e-15));
    assertThat(stratified.standardError()).isCloseTo(plain.standardError(), within(1e-15));
    assertThat(stratified.degreesOfFreedom()).isEqualTo(plain.degreesOfFreedom());
  }

  @Test
  void strataThatAreTooSmallArePutTogether() {
    var large = new Stratum(Arms.sums(1, 5, 3, 4), Arms.sums(2, 6, 6, 4));
    var left = new Stratum(Arms.sums(9), Arms.sums(8, 7));
    var right = new Stratum(Arms.sums(7), Sums.none(1));
    var both = new Stratum(Arms.sums(9, 7), Arms.sums(8, 7));

    assertThat(means(large, left, right)).isEqualTo(means(large, both));
    assertThat(means(large, right))
        .isEqualTo(means(new Stratum(Arms.sums(1, 5, 3, 4, 7), Arms.sums(2, 6, 6, 4))));
  }

  @Test
  void whatCannotBeComparedSaysWhy() {
    assertThat(means()).isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThat(means(new Stratum(Arms.sums(9), Arms.sums(8, 7))))
        .isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThat(means(new Stratum(Arms.sums(9, 9), Arms.sums(8, 7))))
        .isEqualTo(Answer.unknown(Reason.ZERO_VARIANCE));
    assertThatThrownBy(() -> PostStratified.ofMeans(Effect.Kind.ABSOLUTE, RATIOS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Answer<Effect> means(Stratum... strata) {
    return PostStratified.ofMeans(Effect.Kind.ABSOLUTE, Stream.of(strata).toList());
  }

  private static Sums arm(
      long units, String m, String d, String squares, String product, String squaresOfD) {
    return Arms.shifted(9, units, List.of(m, d), List.of(squares, product, squaresOfD));
  }

  private static Stratum numerators(Stratum stratum) {
    return new Stratum(numerators(stratum.control()), numerators(stratum.treatment()));
  }

  private static Sums numerators(Sums sums) {
    return new Sums(
        sums.units(), List.of(sums.totals().getFirst()), List.of(sums.products().getFirst()));
  }
}
