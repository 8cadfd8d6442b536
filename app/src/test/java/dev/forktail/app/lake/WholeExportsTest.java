package dev.forktail.app.lake;

import static dev.forktail.app.lake.LakeInMemory.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.ExportControl.Answer;
import dev.forktail.engine.export.ExportControl.State;
import dev.forktail.engine.export.ExportControl.Task;
import dev.forktail.engine.slice.SliceCatalog;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class WholeExportsTest {
  private final LakeInMemory lake = new LakeInMemory();
  private final OneOpenSlice slices = new OneOpenSlice();
  private final ExportTurns turns =
      new ExportTurns(lake::exporter, lake.diary, () -> {}, () -> lake.now);
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final WholeExports exports =
      new WholeExports(slices, turns, lake.rewriter(), waiting::add, () -> lake.now);

  @Test
  void whatIsOpenIsSealedAndAllOfItBecomesPartOfTheLake() {
    lake.seal(7, 10, 1);

    assertThat(exports.findLast()).isEmpty();
    assertThat(exports.begin()).isInstanceOf(Answer.Begun.class);
    assertThat(last().state()).isEqualTo(State.RUNNING);
    waiting.remove().run();

    assertThat(last().state()).isEqualTo(State.DONE);
    assertThat(last().progress().slices()).isEqualTo(2);
    assertThat(last().progress().events()).isEqualTo(15);
    assertThat(lake.look().watermark()).isEqualTo(9);
  }

  @Test
  void thereIsOneAtATime() {
    exports.begin();

    assertThat(exports.begin()).isInstanceOf(Answer.Refused.class);
    waiting.remove().run();
    assertThat(exports.begin())
        .isInstanceOfSatisfying(
            Answer.Begun.class, begun -> assertThat(begun.task().id()).isEqualTo(2));
  }

  @Test
  void aFailureIsItsOutcome() {
    slices.away = true;

    exports.begin();
    waiting.remove().run();

    assertThat(last().state()).isEqualTo(State.FAILED);
    assertThat(last().failure()).isEqualTo("No database");
  }

  @Test
  void aPauseThatBeganMeanwhileIsItsOutcomeToo() {
    exports.begin();
    lake.diary.pause(NOON);
    waiting.remove().run();

    assertThat(last().state()).isEqualTo(State.FAILED);
    assertThat(last().failure()).isEqualTo("The export was paused meanwhile.");
  }

  @Test
  void whatHasLeftTheStoreIsNotWrittenAgain() {
    lake.seal(7, 10, 1);
    exports.begin();
    waiting.remove().run();
    lake.staging.dropOldest(8, 1);

    exports.beginAgain(NOON, NOON.plusSeconds(30));
    waiting.remove().run();

    assertThat(last().state()).isEqualTo(State.FAILED);
    assertThat(last().failure())
        .isEqualTo(
            "What arrived from 2026-11-22T12:00:00Z to 2026-11-22T12:01:00Z has left PostgreSQL"
                + " (slices=1 events=10): the lake keeps it as it was.");
  }

  private Task last() {
    return exports.findLast().orElseThrow();
  }

  /// Slice 8 with five rows, until it is sealed.
  private final class OneOpenSlice implements SliceCatalog {
    private boolean away;

    @Override
    public Optional<Seal> sealIfOver(Instant now) {
      return Optional.empty();
    }

    @Override
    public Optional<Seal> seal(Instant now) {
      if (away) {
        throw new StoreException.Unavailable("No database");
      }
      lake.seal(8, 5, 2);
      return Optional.of(new Seal(8, 5, now));
    }

    @Override
    public List<Slice> slices(int max) {
      return List.of();
    }
  }
}
