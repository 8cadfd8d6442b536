package dev.forktail.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

  @ParameterizedTest
  @CsvSource({"PT0S,GREEN", "PT5S,GREEN", "PT5.001S,AMBER", "PT60S,AMBER", "PT60.001S,RED"})
  void aStageThatIsBehindIsAmberAfterFiveSecondsAndRedAfterAMinute(Duration lag, Level level) {
    assertThat(Thresholds.ofLag(lag)).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"PT90S,GREEN", "PT3M,AMBER", "PT11M,RED"})
  void aSliceThatStaysOpenIsAmberAfterTwoMinutesAndRedAfterTen(Duration openFor, Level level) {
    assertThat(Thresholds.ofOpenSlice(openFor)).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"49,GREEN", "50,AMBER", "89,AMBER", "90,RED", "100,RED"})
  void aBufferIsAmberHalfFullAndRedAtNineTenths(long bytes, Level level) {
    assertThat(Thresholds.ofFill(bytes, 100)).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"PT30M,GREEN", "PT29M59S,AMBER", "PT5M,AMBER", "PT4M59S,RED"})
  void roomForLessThanHalfAnHourIsAmberAndForLessThanFiveMinutesRed(Duration left, Level level) {
    assertThat(Thresholds.ofRoom(left)).isEqualTo(level);
  }

  @Test
  void theWorseOfTwoLevelsCounts() {
    assertThat(Level.GREEN.or(Level.RED)).isEqualTo(Level.RED);
    assertThat(Level.AMBER.or(Level.GREEN)).isEqualTo(Level.AMBER);
  }
}
