package dev.forktail.app.lake;

import static dev.forktail.app.lake.LakeInMemory.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.ExportConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ExportStepsTest {
  private final LakeInMemory lake = new LakeInMemory();
  private boolean isShort;
  private final ExportSteps steps =
      new ExportSteps(
          new ExportSettings(
              Path.of("lake"),
              ExportConfig.standard(),
              Duration.ofHours(3),
              Duration.ofMinutes(10),
              64L << 20,
              1),
          new ExportTurns(lake::exporter, lake.diary, () -> {}, () -> lake.now),
          new ExportRoom(() -> true, () -> isShort),
          () -> lake.now);

  @Test
  void whileThereIsRoomSlicesStayAsLongAsTheyShould() {
    var exporter = lake.exporter();
    lake.seal(7, 10, 1);
    exporter.stage(1);
    exporter.commit();

    lake.now = NOON.plus(Duration.ofHours(3));
    assertThat(steps.drop(exporter).getFirst().slices()).isZero();
    lake.now = NOON.plus(Duration.ofHours(4));
    assertThat(steps.drop(exporter).getFirst().slices()).isOne();
  }

  @Test
  void whenRoomIsShortTheOldestGoesFirstAndWhatIsStagedIsCommittedAtOnce() {
    var exporter = lake.exporter();
    for (int slice = 7; slice < 10; slice++) {
      lake.seal(slice, 10, slice);
    }
    exporter.stage(2);
    exporter.commit();
    exporter.stage(1);

    isShort = true;
    assertThat(steps.commit(exporter)).isEmpty();
    assertThat(steps.drop(exporter).getFirst().slices()).isOne();
    assertThat(lake.staging.findFrom(0).orElseThrow().slice()).isEqualTo(8);
    assertThat(steps.commit(exporter)).as("there is still one to drop").isEmpty();
    assertThat(steps.drop(exporter).getFirst().slices()).isOne();
    assertThat(steps.drop(exporter).getFirst().slices()).isZero();

    assertThat(steps.commit(exporter)).hasSize(3);
    assertThat(steps.drop(exporter).getFirst().slices()).isOne();
    assertThat(lake.staging.findFrom(0)).isEmpty();
  }
}
