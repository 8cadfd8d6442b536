package dev.forktail.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.CommitOutcome.Committed;
import dev.forktail.engine.export.LakeAppend;
import dev.forktail.engine.export.LakeCatalog.Swap;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeFiles;
import dev.forktail.engine.export.LakeReplacement;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeCatalog;
import dev.forktail.engine.export.memory.InMemoryStaging;
import dev.forktail.engine.imports.PointerMove;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports beside merges of the files of the same days.
final class DraftedVersionsTest {
  private static final TableName EVENTS = TableName.EVENTS;
  private static final int DAYS_AGO = 3_000;
  private static final int DAY = EVENTS.period().of(LakeFiles.NOON) - DAYS_AGO;

  private final InMemoryStaging staging = new InMemoryStaging();
  private final InMemoryLakeCatalog catalog = new InMemoryLakeCatalog(staging);
  private final LakeOnDisk lake;
  private final long epoch = staging.takeOver();
  private final LakeTable table;

  DraftedVersionsTest(@TempDir Path folder) {
    lake = new LakeOnDisk(folder, catalog);
    table = lake.at().table(EVENTS);
  }

  @BeforeEach
  void fill() {
    table.prepare(epoch, LakeSchema.plain());
    table.append(new LakeAppend(UUID.randomUUID(), epoch, 0, 7, List.of(written(1), written(2))));
  }

  private LakeFile written(long rows) {
    return lake.written(EVENTS, rows, DAYS_AGO);
  }

  private PointerMove draft(LakeFile imported) {
    return lake.at().drafts().add(UUID.randomUUID(), List.of(imported)).getFirst();
  }

  private boolean move(PointerMove move) {
    return catalog.swap(epoch, move.table(), move.expected(), move.next()) == Swap.DONE;
  }

  private List<TableFile> files() {
    return table.smallFiles(DAY, DAY, Long.MAX_VALUE);
  }

  private boolean merge(List<TableFile> old, LakeFile merged) {
    var replacement = new LakeReplacement(UUID.randomUUID(), epoch, old, List.of(merged));
    return table.replace(replacement) instanceof Committed;
  }

  private void assertHas(LakeFile... expected) {
    assertThat(files())
        .extracting(TableFile::location)
        .containsExactlyInAnyOrderElementsOf(
            List.of(expected).stream().map(LakeFile::location).toList());
    assertThat(table.state().watermark()).isEqualTo(7);
  }

  @Test
  void aMergeThatComesFirstHasTheImportDraftedAnew() {
    var imported = written(5);
    var drafted = draft(imported);
    var merged = written(3);
    assertThat(merge(files(), merged)).isTrue();

    assertThat(move(drafted)).isFalse();
    assertHas(merged);
    assertThat(move(draft(imported))).isTrue();

    assertHas(merged, imported);
  }

  @Test
  void aMergeThatComesSecondKeepsWhatWasImportedMeanwhile() {
    var imported = written(5);
    var seen = files();
    assertThat(move(draft(imported))).isTrue();

    var merged = written(3);
    assertThat(merge(seen, merged)).isTrue();

    assertHas(merged, imported);
  }

  @Test
  void whatWasImportedIsMergedWithTheRestOnce() {
    assertThat(move(draft(written(5)))).isTrue();
    var seen = files();
    assertThat(seen).hasSize(3);

    var merged = written(8);
    assertThat(merge(seen, merged)).isTrue();
    assertThat(merge(seen, written(8))).isFalse();

    assertHas(merged);
  }
}
