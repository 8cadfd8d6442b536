package dev.forktail.engine.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.query.memory.InMemorySqlViews;
import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventCountsTest {
  private static final ProjectId PROJECT = new ProjectId(7);
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant ELEVEN = TEN.plusSeconds(3_600);
  private static final Instant NOON = TEN.plusSeconds(7_200);
  private static final Instant ONE = TEN.plusSeconds(10_800);

  private final KeptFromNoon rollups = new KeptFromNoon();
  private final List<String> asked = new ArrayList<>();
  private String rows = "[]";
  private boolean truncated;

  @Test
  void whatIsKeptIsNotAskedOfTheLake() {
    rollups.counts.add(new Count(NOON, "buy", "shop", 3));

    assertThat(count(NOON, ONE, null)).containsExactly(new Count(NOON, "buy", "shop", 3));
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsNoLongerKeptComesFromTheLake() {
    rollups.counts.add(new Count(NOON, "buy", "shop", 3));
    rows = "[[1795428000000000,\"buy\",\"shop\",9],[1795431600000000,\"view\",\"shop\",1]]";

    assertThat(count(TEN, ONE, null))
        .containsExactly(
            new Count(TEN, "buy", "shop", 9),
            new Count(ELEVEN, "view", "shop", 1),
            new Count(NOON, "buy", "shop", 3));
    assertThat(asked)
        .singleElement()
        .asString()
        .contains("rollup_hour", "start < TIMESTAMPTZ '2026-11-23T12:00:00Z'");
  }

  @Test
  void aQuestionThatEndsBeforeIsAskedNoFurther() {
    count(TEN, ELEVEN, "o'clock");

    assertThat(asked)
        .singleElement()
        .asString()
        .contains("start < TIMESTAMPTZ '2026-11-23T11:00:00Z'", "name = 'o''clock'");
  }

  @Test
  void onlyBucketsThatBeginWithinTheTimeCount() {
    count(TEN.plusSeconds(1), ELEVEN, null);

    assertThat(asked)
        .singleElement()
        .asString()
        .contains("start >= TIMESTAMPTZ '2026-11-23T11:00:00Z'");
  }

  @Test
  void namesWithoutCountersOfTheirOwnCountAsOtherHereToo() {
    rollups.names = Optional.of(Set.of("buy"));
    rows =
        "[[1795428000000000,\"a\",\"shop\",1],[1795428000000000,\"b\",\"shop\",2],"
            + "[1795428000000000,\"buy\",\"shop\",9]]";

    assertThat(count(TEN, NOON, null))
        .containsExactly(
            new Count(TEN, Rollups.OTHER, "shop", 3), new Count(TEN, "buy", "shop", 9));
    assertThat(count(TEN, NOON, Rollups.OTHER))
        .containsExactly(new Count(TEN, Rollups.OTHER, "shop", 3));
    assertThat(count(TEN, NOON, "a")).isEmpty();
  }

  @Test
  void anAnswerThatWouldBeCutIsAnError() {
    truncated = true;

    assertThatThrownBy(() -> count(TEN, NOON, null)).isInstanceOf(SqlException.TooExpensive.class);
  }

  private List<Count> count(Instant from, Instant to, @Nullable String name) {
    SqlEngine engine =
        (run, out) -> {
          asked.add(run.sql());
          try {
            out.write(rows.getBytes(UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return new SqlOutcome(List.of(), 1, truncated, 0);
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
        new EventCounts(rollups, queries, new SqlLimits(Duration.ofSeconds(1), 1_000, 1_000));
    return counts.counts(new CountQuery(PROJECT, from, to, ChronoUnit.HOURS, name));
  }

  private static final class KeptFromNoon implements Rollups {
    private final List<Count> counts = new ArrayList<>();
    private Optional<Set<String>> names = Optional.empty();

    @Override
    public Kept counts(CountQuery query) {
      return new Kept(NOON, counts);
    }

    @Override
    public Optional<Set<String>> names(ProjectId project) {
      return names;
    }

    @Override
    public void keepFrom(ChronoUnit unit, Instant since) {
      throw new UnsupportedOperationException();
    }
  }
}
