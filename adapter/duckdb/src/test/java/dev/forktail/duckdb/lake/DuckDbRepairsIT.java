package dev.forktail.duckdb.lake;

import static dev.forktail.engine.export.TableName.EVENTS;
import static dev.forktail.engine.export.TableName.ROLLUP_DAY;
import static dev.forktail.engine.export.TableName.ROLLUP_HOUR;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.duckdb.TestEvents;
import dev.forktail.duckdb.TestEvents.TestEvent;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRewriter;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.recovery.RemainingRows.Recount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rollups that are counted again, because they are behind, damaged or gone.
final class DuckDbRepairsIT {
  private static final long SLICE = 29_000_000;
  private static final Instant OPENED = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path work;
  private static ChildPool pool;

  @TempDir private Path lake;

  @BeforeAll
  static void open() throws IOException {
    pool =
        ChildPool.open(
            new ChildConfig(work.resolve("duckdb"), 128L << 20, 1, 1L << 30, 1, 1, LIMIT));
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @Test
  void whatFilesOfARollupDoNotCountIsWrittenAlone() {
    var one = write(TestEvent.of("buy", "m1", OPENED), TestEvent.of("pay", "m2", OPENED));
    var two =
        write(
            TestEvent.of("buy", "m3", OPENED.plusSeconds(60)),
            TestEvent.of("buy", "m4", OPENED.plusSeconds(61)),
            TestEvent.of("buy", "m5", OPENED.plusSeconds(3_600)));
    var events = List.of(location(one, EVENTS), location(two, EVENTS));
    var remaining =
        new DuckDbRemainingRows(pool, LakeRoot.of(lake), new FileNames(new Random()), LIMIT);

    for (var rollup : List.of(ROLLUP_HOUR, ROLLUP_DAY)) {
      var lacking =
          remaining
              .recount(new Recount(rollup, List.of(SLICE), events, List.of(location(one, rollup))))
              .orElseThrow();
      assertThat(lacking.events()).as(rollup.text()).isEqualTo(3);
      assertThat(lacking.rows()).as(rollup.text()).isEqualTo(rollup == ROLLUP_HOUR ? 2 : 1);

      var all = List.of(location(one, rollup), lacking.location());
      assertThat(remaining.counted(rollup, all)).isEqualTo(5);
      assertThat(remaining.recount(new Recount(rollup, List.of(SLICE), events, all))).isEmpty();
    }
  }

  @Test
  void aDamagedOrMissingFileIsNoticedAndItsDaysAreCountedAgain() throws IOException {
    var files =
        write(
            TestEvent.of("buy", "m1", OPENED),
            TestEvent.of("buy", "m2", OPENED.plusSeconds(3_600)),
            TestEvent.of("pay", "m3", OPENED));
    var rewriter =
        new DuckDbLakeRewriter(pool, LakeRoot.of(lake), new FileNames(new Random()), LIMIT);
    String hours = location(files, ROLLUP_HOUR);
    assertThat(rewriter.counted(List.of(hours))).hasValue(3);
    overwrite(LakeRoot.path(hours));
    Files.delete(LakeRoot.path(location(files, ROLLUP_DAY)));

    assertThat(rewriter.counted(List.of(hours))).isEmpty();
    assertThat(rewriter.counted(List.of(location(files, ROLLUP_DAY)))).isEmpty();

    var again = recount(rewriter, ROLLUP_HOUR, EVENTS, location(files, EVENTS));
    assertThat(again.rows()).isEqualTo(3);
    var days = recount(rewriter, ROLLUP_DAY, ROLLUP_HOUR, again.location());
    assertThat(days.rows()).isEqualTo(2);
    assertThat(days.events()).isEqualTo(3);
    assertThat(days.from()).isEqualTo(OPENED.truncatedTo(ChronoUnit.DAYS));
    assertThat(rewriter.counted(List.of(days.location()))).hasValue(3);
  }

  private static LakeFile recount(
      LakeRewriter rewriter, TableName rollup, TableName from, String location) {
    var recounted =
        rewriter.recount(
            new LakeRewriter.Recount(rollup, List.of(), List.of(), from, List.of(location)));
    assertThat(recounted.eventsCounted()).isEqualTo(3);
    assertThat(recounted.eventsKept()).isZero();
    return recounted.files().getFirst();
  }

  private static void overwrite(Path file) throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.position(4);
      channel.write(ByteBuffer.wrap("rubbish rubbish rubbish rubbish".getBytes(US_ASCII)));
    }
  }

  private List<LakeFile> write(TestEvent... events) {
    return new DuckDbSliceWriter(pool, LakeRoot.of(lake), new FileNames(new Random()), LIMIT)
        .write(
            new SealedSlice(SLICE, events.length, OPENED, OPENED.plusSeconds(60)),
            LakeSchema.plain(),
            TestEvents.rows(List.of(events)));
  }

  private static String location(List<LakeFile> files, TableName table) {
    return files.stream()
        .filter(file -> file.table() == table)
        .map(LakeFile::location)
        .findFirst()
        .orElseThrow();
  }
}
