package dev.forktail.engine.result.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class SampleRatiosTest {

  @Test
  void unequalArmsAreAMismatch() {
    var ratio = Given.aAndB().units("A", 1_000).units("B", 1_200).report().sampleRatio();

    assertThat(ratio.sequential().get().pValue()).isCloseTo(0.00079251, within(5e-9));
    assertThat(ratio.fixed().get().statistic()).isCloseTo(18.181818, within(5e-7));
    assertThat(ratio.isMismatch()).isTrue();
    assertThat(ratio.cause()).isEmpty();
  }

  @Test
  void armsOfTheirWeightsAreNone() {
    var given = Given.aAndB().arm("C", 1).units("A", 310).units("B", 285).units("C", 305);
    var ratio = given.report().sampleRatio();

    assertThat(ratio.fixed().get().pValue()).isCloseTo(0.5580351, within(5e-8));
    assertThat(ratio.isMismatch()).isFalse();
    assertThat(ratio.strata()).isEmpty();
  }

  @Test
  void oneLookByChiSquareDecidesOnlyAtTheEnd() {
    var given = Given.aAndB().units("A", 20_000).units("B", 20_720);

    assertThat(given.report().sampleRatio().fixed().get().pValue()).isLessThan(0.001);
    assertThat(given.report().sampleRatio().isMismatch()).isFalse();
    assertThat(given.ended().report().sampleRatio().isMismatch()).isTrue();
  }

  @Test
  void aMismatchOfAFormerDayStaysOne() {
    var second = Given.FIRST.plusDays(1);
    var given = Given.aAndB().units("A", 1_000).units("B", 1_300);
    given.units(second, "A", 1_300).units(second, "B", 1_000);
    var ratio = given.report().sampleRatio();

    assertThat(ratio.fixed().get().pValue()).isEqualTo(1);
    assertThat(ratio.isMismatch()).isTrue();
  }

  @Test
  void theBrowserThatLosesUnitsNamesItself() {
    var given = Given.aAndB().units("A", 10_000).units("B", 9_000);
    given.units("browser", "Chrome", "A", 6_000).units("browser", "Chrome", "B", 6_010);
    given.units("browser", "Safari", "A", 2_000).units("browser", "Safari", "B", 1_000);
    given.units("browser", "Firefox", "A", 2_000).units("browser", "Firefox", "B", 1_990);
    given.units("device", "desktop", "A", 9_000).units("device", "desktop", "B", 8_000);
    given.units("device", "mobile", "A", 1_000).units("device", "mobile", "B", 1_000);
    var ratio = given.report().sampleRatio();

    assertThat(ratio.cause().orElseThrow().name()).isEqualTo("browser Safari");
    assertThat(ratio.strata().getFirst().name()).isEqualTo("browser Safari");
  }

  @Test
  void aDayNamesItself() {
    var given = Given.aAndB();
    for (int day = 0; day < 9; day++) {
      given.units(Given.FIRST.plusDays(day), "A", 1_000);
      given.units(Given.FIRST.plusDays(day), "B", day == 4 ? 300 : 1_000);
    }

    assertThat(given.report().sampleRatio().cause().orElseThrow().name())
        .isEqualTo(LocalDate.parse("2026-11-05").toString());
  }

  @Test
  void whatIsWrongEverywhereHasNoCauseAmongThem() {
    var given = Given.aAndB().units("A", 10_000).units("B", 9_000);
    given.units("browser", "Chrome", "A", 8_000).units("browser", "Chrome", "B", 7_200);
    given.units("browser", "Safari", "A", 2_000).units("browser", "Safari", "B", 1_800);

    assertThat(given.report().sampleRatio().isMismatch()).isTrue();
    assertThat(given.report().sampleRatio().cause()).isEmpty();
  }
}
