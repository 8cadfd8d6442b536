package dev.forktail.engine.export;

import static dev.forktail.engine.export.LakeFiles.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What every diary of an export keeps to.
public abstract class ExportDiaryContract {

  /// An empty diary; the same at each call.
  protected abstract ExportDiary diary();

  @Test
  void aPauseLastsFromItsFirstRequestToItsEnd() {
    assertThat(diary().findPause()).isEmpty();

    assertThat(diary().pause(NOON)).isEqualTo(NOON);
    assertThat(diary().pause(NOON.plusSeconds(9))).isEqualTo(NOON);
    assertThat(diary().findPause()).contains(NOON);

    diary().resume();
    assertThat(diary().findPause()).isEmpty();
    diary().resume();
    assertThat(diary().pause(NOON.plusSeconds(9))).isEqualTo(NOON.plusSeconds(9));
  }

  @Test
  void theLastRunOfEachStepIsKeptInTheOrderOfTheSteps() {
    var took = Duration.ofMillis(1_234);
    var sweep = new StepRun(ExportStep.SWEEP, NOON, took, false, "");
    var failed = new StepRun(ExportStep.COMMIT, NOON.plusSeconds(1), took, true, "No \"disk\" Ä");
    var better = new StepRun(ExportStep.COMMIT, NOON.plusSeconds(2), took, false, "slices=3");

    assertThat(diary().runs()).isEmpty();
    diary().write(sweep);
    diary().write(failed);
    assertThat(diary().runs()).containsExactly(failed, sweep);
    diary().write(better);
    assertThat(diary().runs()).containsExactly(better, sweep);
  }
}
