package dev.forktail.engine.export;

import static dev.forktail.engine.export.LakeFiles.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.CommitOutcome.Committed;
import dev.forktail.engine.export.CommitOutcome.Fenced;
import dev.forktail.engine.export.CommitOutcome.OutOfStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every table of the lake keeps to.
public abstract class LakeTableContract {
  private static final int TODAY = Period.DAY.of(NOON);

  private long epoch;

  /// The table `events`, empty, and the same at each call.
  protected abstract LakeTable table();

  /// Makes another the one exporter.
  protected abstract long takeOver();

  /// A moment after everything that has been done.
  protected abstract Instant later();

  /// A file of the table that exists, with rows that occurred at noon of the day `daysAgo`.
  protected abstract LakeFile written(long rows, int daysAgo);

  /// Whether the file exists.
  protected abstract boolean exists(String location);

  @BeforeEach
  void prepare() {
    epoch = takeOver();
    assertThat(table().prepare(epoch, LakeSchema.plain())).isInstanceOf(Committed.class);
  }

  private LakeAppend append(long expected, long watermark, LakeFile... files) {
    return new LakeAppend(UUID.randomUUID(), epoch, expected, watermark, List.of(files));
  }

  private List<String> locations() {
    return table().smallFiles(TODAY - 40, TODAY, Long.MAX_VALUE).stream()
        .map(TableFile::location)
        .toList();
  }

  @Test
  void aNewTableIsEmpty() {
    assertThat(table().state()).isEqualTo(LakeState.empty());
    assertThat(locations()).isEmpty();
    assertThat(table().prepare(epoch, LakeSchema.plain())).isInstanceOf(Committed.class);
    assertThat(table().expire(epoch, later()).snapshots()).isZero();
  }

  @Test
  void filesAndWatermarkComeTogether() {
    var file = written(3, 0);
    var late = written(2, 5);

    assertThat(table().append(append(0, 7, file, late))).isInstanceOf(Committed.class);

    var state = table().state();
    assertThat(state.watermark()).isEqualTo(7);
    assertThat(state.files()).isEqualTo(2);
    assertThat(state.rows()).isEqualTo(5);
    assertThat(state.bytes()).isEqualTo(file.bytes() + late.bytes());
    assertThat(locations()).containsExactlyInAnyOrder(file.location(), late.location());
    assertThat(table().reachable()).contains(file.location(), late.location());
  }

  @Test
  void rule5AnAppendThatExpectsAnotherWatermarkAddsNothing() {
    table().append(append(0, 7, written(3, 0)));

    var second = table().append(append(0, 7, written(3, 0)));
    var third = table().append(append(6, 9, written(3, 0)));

    assertThat(second).isEqualTo(new OutOfStep(table().state()));
    assertThat(third).isEqualTo(new OutOfStep(table().state()));
    assertThat(table().state().rows()).isEqualTo(3);
  }

  @Test
  void anAppendThatIsAskedForAgainIsMadeOnce() {
    var append = append(0, 7, written(3, 0));
    table().append(append);
    table().append(append(7, 8, written(1, 0)));

    assertThat(table().append(append)).isEqualTo(new Committed(table().state()));
    assertThat(table().state().rows()).isEqualTo(4);
    assertThat(table().state().watermark()).isEqualTo(8);
  }

  @Test
  void whoWasReplacedChangesNothing() {
    var first = written(3, 0);
    table().append(append(0, 7, first));
    var append = append(7, 8, written(1, 0));
    var replacement = replacement(first, written(3, 0));
    takeOver();
    var before = table().state();

    assertThat(table().append(append)).isEqualTo(new Fenced());
    assertThat(table().replace(replacement)).isEqualTo(new Fenced());
    assertThat(table().expire(epoch, later()).outcome()).isIn(new Fenced(), new Committed(before));
    assertThat(table().state()).isEqualTo(before);
  }

  private LakeReplacement replacement(LakeFile old, LakeFile merged) {
    var file =
        new TableFile(old.location(), old.partition().orElseThrow(), old.rows(), old.bytes());
    return new LakeReplacement(UUID.randomUUID(), epoch, List.of(file), List.of(merged));
  }

  @Test
  void smallFilesAreFoundByPartition() {
    var today = written(1, 0);
    var yesterday = written(1, 1);
    var large = written(9, 0);
    table().append(append(0, 1, today, yesterday, large));

    assertThat(table().smallFiles(TODAY, TODAY, large.bytes()))
        .containsExactly(new TableFile(today.location(), TODAY, 1, today.bytes()));
    assertThat(table().smallFiles(TODAY - 1, TODAY - 1, large.bytes()))
        .extracting(TableFile::location)
        .containsExactly(yesterday.location());
  }

  @Test
  void aReplacementKeepsRowsAndWatermark() {
    var old = written(3, 0);
    var other = written(1, 0);
    var merged = written(3, 0);
    table().append(append(0, 7, old, other));
    var replacement = replacement(old, merged);

    assertThat(table().replace(replacement)).isInstanceOf(Committed.class);
    assertThat(table().replace(replacement)).isInstanceOf(Committed.class);

    assertThat(locations()).containsExactlyInAnyOrder(other.location(), merged.location());
    assertThat(table().state().watermark()).isEqualTo(7);
    assertThat(table().state().rows()).isEqualTo(4);
    assertThat(exists(old.location())).isTrue();
    assertThat(table().replace(replacement(old, written(3, 0)))).isInstanceOf(OutOfStep.class);
  }

  @Test
  void filesOfSeveralPartitionsAreReplacedInOneChange() {
    var today = written(3, 0);
    var yesterday = written(1, 1);
    var other = written(2, 0);
    table().append(append(0, 7, today, yesterday, other));
    var fresh = written(5, 2);

    assertThat(
            table()
                .replace(
                    new LakeReplacement(
                        UUID.randomUUID(),
                        epoch,
                        List.of(entry(today), entry(yesterday)),
                        List.of(fresh))))
        .isInstanceOf(Committed.class);

    assertThat(locations()).containsExactlyInAnyOrder(fresh.location(), other.location());
    assertThat(table().state().rows()).isEqualTo(7);
  }

  private static TableFile entry(LakeFile file) {
    return new TableFile(
        file.location(), file.partition().orElseThrow(), file.rows(), file.bytes());
  }

  @Test
  void filesAreFoundByTheirSlices() {
    var early = ofSlices(written(3, 0), 5, 9);
    var late = ofSlices(written(1, 1), 9, 20);
    var unknown = written(2, 0);
    table().append(append(0, 21, early, late, unknown));

    assertThat(table().filesOf(new SliceRange(10, 12)))
        .containsExactlyInAnyOrder(
            new SliceFile(entry(late), new SliceRange(9, 20)),
            new SliceFile(entry(unknown), new SliceRange(Long.MIN_VALUE, Long.MAX_VALUE)));
    assertThat(table().filesOf(new SliceRange(9, 9))).hasSize(3);
  }

  private static LakeFile ofSlices(LakeFile file, long first, long last) {
    var columns = new ArrayList<>(file.columns());
    columns.add(
        new ColumnStats(
            EventColumns.SLICE.fieldId(),
            8,
            file.rows(),
            0,
            Long.toString(first),
            Long.toString(last)));
    return new LakeFile(
        file.table(), file.location(), file.rows(), file.events(), file.bytes(), columns);
  }

  @Test
  void afterAnExpiryFilesCanStillBeReplaced() {
    var old = written(3, 0);
    var merged = written(3, 0);
    var again = written(3, 0);
    table().append(append(0, 7, old));
    table().replace(replacement(old, merged));
    assertThat(table().expire(epoch, later()).snapshots()).isOne();

    assertThat(table().replace(replacement(merged, again))).isInstanceOf(Committed.class);

    assertThat(locations()).containsExactly(again.location());
  }

  @Test
  void anExpiryDeletesWhatOnlyFormerSnapshotsHave() {
    var old = written(3, 0);
    var other = written(1, 0);
    var merged = written(3, 0);
    table().append(append(0, 7, old, other));
    table().replace(replacement(old, merged));

    assertThat(table().expire(epoch, Instant.EPOCH).snapshots()).isZero();
    assertThat(exists(old.location())).isTrue();
    assertThat(table().expire(epoch, later()).snapshots()).isOne();

    assertThat(exists(old.location())).isFalse();
    assertThat(exists(other.location())).isTrue();
    assertThat(exists(merged.location())).isTrue();
    assertThat(table().reachable()).doesNotContain(old.location());
    assertThat(locations()).containsExactlyInAnyOrder(other.location(), merged.location());
    assertThat(table().state().watermark()).isEqualTo(7);
  }
}
