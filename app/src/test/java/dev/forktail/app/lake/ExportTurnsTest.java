package dev.forktail.app.lake;

import static dev.forktail.app.lake.LakeInMemory.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.ExportReport;
import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.export.StepRun;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ExportTurnsTest {
  private final LakeInMemory lake = new LakeInMemory();
  private final AtomicInteger fencedCalls = new AtomicInteger();
  private final ExportTurns turns =
      new ExportTurns(lake::exporter, lake.diary, fencedCalls::incrementAndGet, () -> lake.now);

  @Test
  void whatWasDoneIsWrittenDown() {
    lake.seal(7, 10, 1);

    assertThat(turns.nextCommit()).isEmpty();
    assertThat(turns.take(ExportStep.STAGE, exporter -> exporter.stage(1))).isTrue();

    assertThat(lake.diary.runs())
        .extracting(StepRun::step, StepRun::failed, StepRun::ended, StepRun::result)
        .containsExactly(
            tuple(ExportStep.STAGE, false, NOON, "slice=7 rows=10 files=3 bytes=3000"));
    assertThat(turns.nextCommit()).contains(NOON.plusSeconds(60 + 600));
  }

  @Test
  void ofStepsThatComeEverySecondOnlyThoseThatDidSomethingAreWrittenDown() {
    turns.take(ExportStep.STAGE, exporter -> exporter.stage(1));
    turns.take(ExportStep.DROP, _ -> List.of(new ExportReport.Dropped(0)));
    turns.take(ExportStep.COMPACT, _ -> List.of());

    assertThat(lake.diary.runs())
        .extracting(StepRun::step, StepRun::result)
        .containsExactly(tuple(ExportStep.COMPACT, ""));
  }

  @Test
  void aFailureIsWrittenDownAndPassedOn() {
    assertThatThrownBy(
            () ->
                turns.take(
                    ExportStep.COMMIT,
                    _ -> {
                      throw new StoreException.Unavailable("No database");
                    }))
        .isInstanceOf(StoreException.Unavailable.class);

    assertThat(lake.diary.runs())
        .extracting(StepRun::failed, StepRun::result)
        .containsExactly(tuple(true, "No database"));
    assertThat(turns.isBusy()).isFalse();
    assertThat(turns.take(ExportStep.COMMIT, _ -> List.of())).isTrue();
  }

  @Test
  void inAPauseNothingIsDoneButDropping() {
    lake.diary.pause(NOON);

    for (var step : ExportStep.values()) {
      assertThat(turns.take(step, _ -> List.of()))
          .as(step.text())
          .isEqualTo(step == ExportStep.DROP);
    }
    lake.diary.resume();
    assertThat(turns.take(ExportStep.STAGE, _ -> List.of())).isTrue();
  }

  @Test
  void afterATakeoverNoTurnIsTaken() {
    lake.seal(7, 10, 1);
    turns.take(ExportStep.TIDY, exporter -> List.of(exporter.tidy()));
    var _ = lake.exporter();

    assertThat(turns.take(ExportStep.STAGE, exporter -> exporter.stage(1))).isFalse();
    assertThat(turns.fenced()).get().asString().startsWith("Another exporter has taken over");
    assertThat(turns.take(ExportStep.DROP, _ -> List.of())).isFalse();
    assertThat(fencedCalls).hasValue(1);
    assertThat(lake.staging.unstaged(9)).hasSize(1);
  }
}
