package dev.forktail.engine.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.query.memory.InMemorySqlViews;
import dev.forktail.engine.rollup.Dimension;
import dev.forktail.engine.rollup.DimensionCount;
import dev.forktail.engine.rollup.DimensionQuery;
import dev.forktail.engine.rollup.DimensionRollups;
import dev.forktail.engine.rollup.Rollups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DimensionCountsTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant NOON = TEN.plusSeconds(7_200);
  private static final Instant ONE = TEN.plusSeconds(10_800);
  private static final DimensionCount KEPT = new DimensionCount(NOON, "Chrome", 3);

  private final KeptFromNoon rollups = new KeptFromNoon();
  private final List<String> asked = new ArrayList<>();
  private String rows = "[]";

  @Test
  void whatIsKeptIsNotAskedOfTheEvents() {
    assertThat(count(NOON, ONE)).containsExactly(KEPT);
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsNotKeptIsCountedFromTheEvents() {
    rows = "[[1795428000000000,\"Safari\",9]]";

    assertThat(count(TEN.minusSeconds(1), ONE))
        .containsExactly(new DimensionCount(TEN, "Safari", 9), KEPT);
    assertThat(asked)
        .singleElement()
        .asString()
        .contains("date_trunc('hour', occurred)", "browser IS NOT NULL")
        .contains("occurred >= TIMESTAMPTZ '2026-11-23T10:00:00Z'")
        .contains("occurred < TIMESTAMPTZ '2026-11-23T12:00:00Z'");
  }

  @Test
  void valuesWithoutCountersOfTheirOwnCountAsOtherHereToo() {
    rollups.values = Optional.of(Set.of("Chrome"));
    rows =
        "[[1795428000000000,\"a\",1],[1795428000000000,\"b\",2],[1795428000000000,\"Chrome\",9]]";

    assertThat(count(TEN, ONE))
        .containsExactly(
            new DimensionCount(TEN, Rollups.OTHER, 3), new DimensionCount(TEN, "Chrome", 9), KEPT);
  }

  private List<DimensionCount> count(Instant from, Instant to) {
    SqlEngine engine =
        (run, out) -> {
          asked.add(run.sql());
          try {
            out.write(rows.getBytes(UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return new SqlOutcome(List.of(), 1, false, 0);
        };
    var queries =
        new SqlQueries(
            (_, _) -> new SqlVerdict.Allowed(Set.of(), Set.of()),
            new OneSnapshot(),
            (_, _) -> {
              throw new IllegalStateException("There is no lake");
            },
            engine,
            LakeSchema::plain,
            new InMemorySqlViews(),
            () -> 0,
            1);
    var counts =
        new DimensionCounts(rollups, queries, new SqlLimits(Duration.ofSeconds(1), 1_000, 1_000));
    return counts.counts(
        new DimensionQuery(new ProjectId(7), from, to, ChronoUnit.HOURS, Dimension.BROWSER));
  }

  private static final class KeptFromNoon implements DimensionRollups {
    private Optional<Set<String>> values = Optional.empty();

    @Override
    public Kept counts(DimensionQuery query) {
      return new Kept(NOON, List.of(KEPT));
    }

    @Override
    public Optional<Set<String>> values(ProjectId project, Dimension dimension) {
      return values;
    }

    @Override
    public void keepFrom(ChronoUnit unit, Instant since) {
      throw new UnsupportedOperationException();
    }
  }
}
