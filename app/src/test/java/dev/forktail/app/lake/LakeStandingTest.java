package dev.forktail.app.lake;

import static dev.forktail.app.lake.LakeInMemory.BYTES;
import static dev.forktail.app.lake.LakeInMemory.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.export.StepRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LakeStandingTest {
  private final LakeInMemory lake = new LakeInMemory();

  @Test
  void aSliceWaitsToBeStagedThenToBeCommittedThenForNothing() {
    var exporter = lake.exporter();
    lake.seal(7, 10, 1);
    lake.seal(9, 20, 2);

    assertThat(lake.look().unstagedSince()).contains(NOON.plusSeconds(60));
    assertThat(lake.look().slicesWaiting()).isZero();

    exporter.stage(1);
    assertThat(lake.look().unstagedSince()).contains(NOON.plusSeconds(120));
    assertThat(lake.look().slicesWaiting()).isOne();
    assertThat(lake.look().bytesWaiting()).isEqualTo(3 * BYTES);
    assertThat(lake.look().watermark()).isZero();

    exporter.stage(1);
    exporter.commit();
    assertThat(lake.look().unstagedSince()).isEmpty();
    assertThat(lake.look().slicesWaiting()).isZero();
    assertThat(lake.look().watermark()).isEqualTo(10);
    assertThat(lake.look().events()).isEqualTo(30);
    assertThat(lake.look().files()).isEqualTo(3);
    assertThat(lake.look().bytes()).isEqualTo(3 * BYTES);
  }

  @Test
  void thePauseAndTheLastRunsAreSeen() {
    var run = new StepRun(ExportStep.SWEEP, NOON, Duration.ofMillis(5), false, "");
    lake.diary.write(run);
    lake.diary.pause(NOON);

    assertThat(lake.look().findRun(ExportStep.SWEEP)).contains(run);
    assertThat(lake.look().findRun(ExportStep.COMMIT)).isEmpty();
    assertThat(lake.look().pausedSince()).contains(NOON);
  }

  @Test
  void beforeAnybodyHasLookedNothingIsKnown() {
    assertThat(LakeStanding.unknown().watermark()).isZero();
    assertThat(LakeStanding.unknown().slicesWaiting()).isZero();
    assertThat(LakeStanding.unknown().unstagedSince()).isEmpty();
  }
}
