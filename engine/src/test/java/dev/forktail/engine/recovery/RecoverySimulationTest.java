package dev.forktail.engine.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.imports.ImportCatalog;
import dev.forktail.engine.recovery.RecoveredStore.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Thousands of lakes, each from its seed, whose tables are at different slices and imports, with
/// attempts to stage slices of which some are whole.
final class RecoverySimulationTest {
  private static final int SEEDS = 2_000;
  private static final long FIRST_SLICE = 1_000;

  private final List<TableName> rollups = List.of(TableName.ROLLUP_HOUR, TableName.ROLLUP_DAY);

  @Test
  void everyEventInAFileCountsOnceInEveryTableAndCounter() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Lost(seed).check();
    }
  }

  /// One lake and what was in it.
  private final class Lost {
    private final SplittableRandom random;
    private final String seed;
    private final LostLake lake = new LostLake();
    private final TreeMap<Long, List<String>> slices = new TreeMap<>();
    private final List<String> imported = new ArrayList<>();

    /// What is in files of events, and so has to be there afterwards.
    private final List<String> kept = new ArrayList<>();

    Lost(long seed) {
      this.random = new SplittableRandom(seed);
      this.seed = "seed " + seed;
      long slice = FIRST_SLICE;
      for (int i = random.nextInt(8); i > 0; i--) {
        slice += 1 + random.nextInt(2);
        slices.put(slice, lines(slice, 1 + random.nextInt(3)));
      }
      imported.addAll(lines(ImportCatalog.SLICE, random.nextInt(5)));
      kept.addAll(fill(TableName.EVENTS));
      rollups.forEach(this::fill);
    }

    private static List<String> lines(long slice, int count) {
      return IntStream.range(0, count).mapToObj(i -> slice + "/" + i).toList();
    }

    /// Commits a part of everything to `table` and stages some of the rest; what is whole of it.
    private List<String> fill(TableName table) {
      var whole = new ArrayList<>(imported.subList(0, random.nextInt(imported.size() + 1)));
      long watermark = random.nextInt(5) == 0 ? 0 : FIRST_SLICE + random.nextInt(16);
      slices.headMap(watermark).values().forEach(whole::addAll);
      lake.commit(table, watermark, whole);
      slices
          .tailMap(watermark)
          .forEach(
              (slice, lines) -> {
                if (stage(table, slice, lines)) {
                  whole.addAll(lines);
                }
              });
      return whole;
    }

    /// Some attempts, whole and others; whether any is whole.
    private boolean stage(TableName table, long slice, List<String> lines) {
      boolean whole = false;
      for (int attempt = random.nextInt(4); attempt > 0; attempt--) {
        int written = random.nextInt(lines.size() + 1);
        lake.stage(table, slice, lines, written);
        whole |= written == lines.size();
      }
      return whole;
    }

    void check() {
      var store = new MemoryStore();
      var recovered = new Recovery(lake, lake, store, _ -> {}).run(List.of(), _ -> Map.of());
      var content = store.content();

      assertThat(all(content.minutes())).as(seed).containsExactlyInAnyOrderElementsOf(kept);
      assertThat(all(content.messageIds()))
          .as("%s: ids of what was not imported", seed)
          .doesNotHaveDuplicates()
          .noneMatch(line -> LostLake.sliceOf(line) == ImportCatalog.SLICE);
      for (var table : recovered.tables()) {
        assertIsExact(table, content);
      }
      assertThat(content.sliceLast()).as(seed).isGreaterThanOrEqualTo(highest());
      assertThat(content.slices().stream().map(PastSlice::slice))
          .as(seed)
          .containsAll(content.staged().stream().map(StagedFile::slice).toList());
    }

    private void assertIsExact(Recovered.Table table, Content content) {
      var found = new ArrayList<>(lake.lines(lake.find(table.name()).orElseThrow().files()));
      for (var staged : content.staged()) {
        if (staged.file().table() == table.name()) {
          assertThat(staged.slice()).as(seed).isGreaterThanOrEqualTo(table.watermark());
          found.addAll(lake.lines(List.of(staged.file().location())));
        }
      }
      var tooMany = new ArrayList<>(found);
      tooMany.removeAll(kept);
      assertThat(table.eventsTooMany()).as(seed).isEqualTo(tooMany.size());
      found.removeAll(tooMany);
      assertThat(found).as("%s %s", seed, table.name()).containsExactlyInAnyOrderElementsOf(kept);
    }

    private long highest() {
      return slices.keySet().stream()
          .filter(slice -> kept.stream().anyMatch(line -> LostLake.sliceOf(line) == slice))
          .max(Long::compare)
          .orElse(0L);
    }

    private static List<String> all(List<CsvSource> sources) {
      var out = new ByteArrayOutputStream();
      try {
        for (var source : sources) {
          source.copyTo(out);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return out.toString(UTF_8).lines().toList();
    }
  }

  /// A store that remembers with what it was filled.
  private static final class MemoryStore implements RecoveredStore {
    private @Nullable Content content;

    @Override
    public boolean isNew() {
      return content == null;
    }

    @Override
    public Filled fill(Content next) {
      content = next;
      return new Filled(0, 0, 0, 0);
    }

    Content content() {
      return Objects.requireNonNull(content);
    }
  }
}
