package dev.forktail.engine.export;

import static dev.forktail.engine.export.LakeFiles.NOON;
import static dev.forktail.engine.export.LakeFiles.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What every list of staged files keeps to.
public abstract class StagedFilesContract {
  private static final TableName EVENTS = TableName.EVENTS;

  /// An empty list.
  protected abstract StagedFiles staged();

  /// Seals a slice with as many rows and returns it; each call one with a higher number.
  protected abstract SealedSlice sealed(int rows);

  /// The slices of the same store.
  protected abstract SealedSlices slices();

  private static StagedFile staged(SealedSlice slice, String name, boolean asIs) {
    return new StagedFile(slice.slice(), file(EVENTS, name, slice.rows()), asIs);
  }

  @Test
  void aSliceIsStagedOnce() {
    long epoch = staged().takeOver();
    var slice = sealed(2);
    var file = staged(slice, "a", false);

    assertThat(slices().unstaged(10)).containsExactly(slice);
    assertThat(staged().add(epoch, slice, List.of(file))).isTrue();
    assertThat(staged().add(epoch, slice, List.of(staged(slice, "b", false)))).isFalse();
    assertThat(slices().unstaged(10)).isEmpty();
    assertThat(staged().list(EVENTS, 0)).containsExactly(file);
    assertThat(staged().contains(file.file().location())).isTrue();
    assertThat(staged().contains(staged(slice, "b", false).file().location())).isFalse();
  }

  @Test
  void filesAreListedByTableInTheOrderOfTheirSlices() {
    long epoch = staged().takeOver();
    var first = sealed(1);
    var second = sealed(1);
    var z = staged(first, "z", true);
    var a = staged(second, "a", false);
    var rollup = new StagedFile(second.slice(), file(TableName.ROLLUP_DAY, "r", 1), false);

    staged().add(epoch, second, List.of(a, rollup));
    staged().add(epoch, first, List.of(z));

    assertThat(staged().list(EVENTS, first.slice())).containsExactly(z, a);
    assertThat(staged().list(EVENTS, second.slice())).containsExactly(a);
    assertThat(staged().list(TableName.ROLLUP_DAY, 0)).containsExactly(rollup);
  }

  @Test
  void whatWasKnownOfAColumnIsKept() {
    long epoch = staged().takeOver();
    var slice = sealed(2);
    var stats =
        List.of(
            new ColumnStats(2, 10, 2, 0, "A \"quoted\" Ä", "\uD83E\uDD8A"),
            new ColumnStats(5, 0, 2, 2, null, null),
            new ColumnStats(8, 8, 2, 0, "-62135596800000000", "1763812800000001"));
    var file = new LakeFile(EVENTS, "file:///lake/events/data/x", 2, 2, 3_000_000_000L, stats);

    staged().add(epoch, slice, List.of(new StagedFile(slice.slice(), file, false)));

    assertThat(staged().list(EVENTS, 0)).extracting(StagedFile::file).containsExactly(file);
  }

  @Test
  void whoWasReplacedChangesNothing() {
    var slice = sealed(1);
    long replaced = staged().takeOver();
    long epoch = staged().takeOver();
    var file = staged(slice, "a", false);

    assertThat(epoch).isGreaterThan(replaced);
    assertThat(staged().isCurrent(replaced)).isFalse();
    assertThat(staged().isCurrent(epoch)).isTrue();
    assertThatThrownBy(() -> staged().add(replaced, slice, List.of(file)))
        .isInstanceOf(LakeException.Fenced.class);
    assertThat(staged().list(EVENTS, 0)).isEmpty();
    assertThat(staged().add(epoch, slice, List.of(file))).isTrue();
    assertThatThrownBy(() -> staged().retire(replaced, EVENTS, slice.slice() + 1, NOON))
        .isInstanceOf(LakeException.Fenced.class);
    assertThatThrownBy(() -> staged().forget(replaced, List.of(file)))
        .isInstanceOf(LakeException.Fenced.class);
    assertThat(staged().list(EVENTS, 0)).containsExactly(file);
  }

  @Test
  void aRetiredFileStaysListedUntilItIsForgotten() {
    long epoch = staged().takeOver();
    var slice = sealed(1);
    var next = sealed(1);
    var file = staged(slice, "a", false);
    var kept = staged(next, "b", false);
    staged().add(epoch, slice, List.of(file));
    staged().add(epoch, next, List.of(kept));

    staged().retire(epoch, EVENTS, next.slice(), NOON);
    staged().retire(epoch, EVENTS, next.slice(), NOON.plusSeconds(60));
    staged().retire(epoch, TableName.ROLLUP_HOUR, next.slice() + 1, NOON);

    assertThat(staged().list(EVENTS, 0)).containsExactly(file, kept);
    assertThat(staged().retiredBefore(NOON, 10)).isEmpty();
    assertThat(staged().retiredBefore(NOON.plusSeconds(1), 10)).containsExactly(file);
    staged().forget(epoch, List.of(file));
    assertThat(staged().list(EVENTS, 0)).containsExactly(kept);
    assertThat(staged().retiredBefore(NOON.plusSeconds(1), 10)).isEmpty();
    assertThat(slices().unstaged(10)).isEmpty();
  }

  @Test
  void onlyStagedSlicesAreDropped() {
    long epoch = staged().takeOver();
    var first = sealed(1);
    var second = sealed(1);
    var third = sealed(1);
    staged().add(epoch, first, List.of(staged(first, "a", false)));
    staged().add(epoch, second, List.of(staged(second, "b", false)));
    var later = third.sealed().plusSeconds(1);

    assertThat(slices().drop(second.slice(), first.sealed())).isEmpty();
    assertThat(slices().drop(second.slice(), later)).containsExactly(first.slice());
    assertThat(slices().drop(third.slice() + 1, later)).containsExactly(second.slice());
    assertThat(slices().unstaged(10)).containsExactly(third);
  }

  @Test
  void theOldestStagedSlicesAreDroppedFirst() {
    long epoch = staged().takeOver();
    var first = sealed(1);
    var second = sealed(1);
    var third = sealed(1);
    staged().add(epoch, first, List.of(staged(first, "a", false)));
    staged().add(epoch, second, List.of(staged(second, "b", false)));
    long end = third.slice() + 1;

    assertThat(slices().dropOldest(first.slice(), 1)).isEmpty();
    assertThat(slices().dropOldest(end, 1)).containsExactly(first.slice());
    assertThat(slices().findFrom(0)).contains(second);
    assertThat(slices().dropOldest(end, 9)).containsExactly(second.slice());
    assertThat(slices().findFrom(0)).contains(third);
    assertThat(slices().findFrom(third.slice())).contains(third);
    assertThat(slices().findFrom(end)).isEmpty();
  }
}
