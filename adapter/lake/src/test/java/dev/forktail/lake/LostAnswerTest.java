package dev.forktail.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.CommitOutcome.Committed;
import dev.forktail.engine.export.CommitOutcome.OutOfStep;
import dev.forktail.engine.export.LakeAppend;
import dev.forktail.engine.export.LakeCatalog;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeCatalog;
import dev.forktail.engine.export.memory.InMemoryStaging;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commits whose answers are lost, or before which others come.
final class LostAnswerTest {
  private final InMemoryStaging staging = new InMemoryStaging();
  private final LakeCatalog catalog = new InMemoryLakeCatalog(staging);
  private final TroubledCatalog troubled = new TroubledCatalog();
  private final LakeOnDisk lake;
  private final LakeTable table;
  private final LakeTable untroubled;
  private final long epoch = staging.takeOver();

  LostAnswerTest(@TempDir Path folder) {
    lake = new LakeOnDisk(folder, catalog);
    table = lake.at(troubled).table(TableName.EVENTS);
    untroubled = lake.at().table(TableName.EVENTS);
    table.prepare(epoch, LakeSchema.plain());
  }

  /// Before each swap the next of its troubles, if there is one.
  private final class TroubledCatalog implements LakeCatalog {
    private final Deque<Trouble> troubles = new ArrayDeque<>();
    private boolean isAway;

    @Override
    public Optional<String> find(TableName name) {
      if (isAway) {
        throw new StoreException.Unavailable("away", new IllegalStateException());
      }
      return catalog.find(name);
    }

    @Override
    public Swap swap(long mine, TableName name, @Nullable String expected, String next) {
      Supplier<Swap> swap = () -> catalog.swap(mine, name, expected, next);
      var trouble = troubles.poll();
      return trouble == null ? swap.get() : trouble.with(swap);
    }
  }

  private interface Trouble {
    LakeCatalog.Swap with(Supplier<LakeCatalog.Swap> swap);
  }

  private static LakeCatalog.Swap lost() {
    throw new StoreException.OutcomeUnknown("lost", new IllegalStateException());
  }

  private LakeAppend append(long expected, long watermark, LakeFile file) {
    return new LakeAppend(UUID.randomUUID(), epoch, expected, watermark, List.of(file));
  }

  private LakeFile written(long rows) {
    return lake.written(TableName.EVENTS, rows, 0);
  }

  private void assertThatAllFilesExist() {
    assertThat(untroubled.reachable()).isNotEmpty().allMatch(LakeOnDisk::exists);
  }

  @Test
  void rule5AnAppendWhoseAnswerWasLostIsInTheTableOnce() {
    troubled.troubles.add(
        swap -> {
          var _ = swap.get();
          return lost();
        });

    assertThat(table.append(append(0, 5, written(3)))).isInstanceOf(Committed.class);

    assertThat(untroubled.state().rows()).isEqualTo(3);
    assertThat(untroubled.state().watermark()).isEqualTo(5);
    assertThatAllFilesExist();
  }

  @Test
  void rule5AnAppendThatNeverArrivedIsMadeAfterAll() {
    troubled.troubles.add(_ -> lost());

    assertThat(table.append(append(0, 5, written(3)))).isInstanceOf(Committed.class);

    assertThat(untroubled.state().rows()).isEqualTo(3);
    assertThatAllFilesExist();
  }

  @Test
  void rule5AnAppendThatArrivesLateIsMadeOnce() {
    var late = new ArrayDeque<Supplier<LakeCatalog.Swap>>();
    troubled.troubles.add(
        swap -> {
          late.add(swap);
          return lost();
        });
    troubled.troubles.add(
        swap -> {
          assertThat(late.remove().get()).isEqualTo(LakeCatalog.Swap.DONE);
          return swap.get();
        });

    assertThat(table.append(append(0, 5, written(3)))).isInstanceOf(Committed.class);

    assertThat(untroubled.state().rows()).isEqualTo(3);
    assertThatAllFilesExist();
  }

  @Test
  void rule5NothingIsDeletedWhileTheOutcomeIsUnknown() {
    troubled.troubles.add(
        swap -> {
          var _ = swap.get();
          troubled.isAway = true;
          return lost();
        });
    var append = append(0, 5, written(3));

    assertThatThrownBy(() -> table.append(append)).isInstanceOf(LakeException.OutcomeUnknown.class);

    assertThat(untroubled.state().watermark()).isEqualTo(5);
    assertThatAllFilesExist();
    troubled.isAway = false;
    assertThat(table.append(append)).isEqualTo(new Committed(untroubled.state()));
    assertThat(untroubled.state().rows()).isEqualTo(3);
  }

  @Test
  void anAppendThatWasNotMadeSaysSo() {
    troubled.troubles.add(
        _ -> {
          throw new StoreException.Unavailable("away", new IllegalStateException());
        });

    assertThatThrownBy(() -> table.append(append(0, 5, written(3))))
        .isInstanceOf(LakeException.Unavailable.class)
        .hasMessage("Cannot change the lake table events: away");

    assertThat(untroubled.state().watermark()).isZero();
  }

  /// Iceberg would look for the current version and append to that.
  @Test
  void rule5AnAppendIsNotMadeOnTopOfAnotherOneOfTheSameSlices() {
    troubled.troubles.add(
        swap -> {
          assertThat(untroubled.append(append(0, 5, written(3)))).isInstanceOf(Committed.class);
          return swap.get();
        });

    assertThat(table.append(append(0, 5, written(3)))).isEqualTo(new OutOfStep(untroubled.state()));

    assertThat(untroubled.state().rows()).isEqualTo(3);
    assertThatAllFilesExist();
  }

  @Test
  void aCommitThatTouchesNoSliceIsNoObstacle() {
    untroubled.append(append(0, 5, written(3)));
    troubled.troubles.add(
        swap -> {
          untroubled.prepare(epoch, Schemas.WITH_PRICE);
          return swap.get();
        });

    assertThat(table.append(append(5, 6, written(1)))).isInstanceOf(Committed.class);

    assertThat(untroubled.state().rows()).isEqualTo(4);
    assertThatAllFilesExist();
  }
}
