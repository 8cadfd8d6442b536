package dev.forktail.engine.result.recount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.result.live.LiveResults;
import dev.forktail.engine.result.live.Observation;
import dev.forktail.engine.result.live.Observations;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.memory.InMemoryUnitRecords;
import dev.forktail.engine.result.recount.AnyEvents.Stored;
import dev.forktail.statistics.sums.Sums;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecountTest {
  private static final long HELD_BYTES = 1L << 20;

  @TempDir private Path folder;

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 100);
  }

  /// Whatever the order and the batches in which events come, the totals that follow them are those
  /// that all events come to.
  @ParameterizedTest
  @MethodSource("seeds")
  void whatFollowsTheEventsIsWhatTheyComeTo(int seed) throws IOException {
    var random = new Random(seed);
    var events = new ArrayList<>(new AnyEvents(random).some(300));
    var live = live(events, random);
    Collections.shuffle(events, random);

    assertThat(recounted(events, HELD_BYTES)).isEqualTo(live).isNotEmpty();
  }

  /// Whoever is forgotten counts nowhere, with all that turns out to be theirs, whatever comes
  /// before and afterwards.
  @ParameterizedTest
  @MethodSource("seeds")
  void whoIsForgottenCountsNowhere(int seed) throws IOException {
    var random = new Random(seed);
    var events = new AnyEvents(random).some(300);
    var records = new InMemoryUnitRecords();
    var asked = new HashSet<UnitKey>();
    for (int from = 0; from < events.size(); from += 20) {
      LiveResults.apply(plan(), observed(events.subList(from, from + 20)), records, 0);
      if (random.nextInt(3) == 0) {
        var key = UnitKey.of(AnyEvents.PROJECT, "person", AnyEvents.anyId(random));
        asked.add(key);
        LiveResults.forget(plan(), List.of(key), records, 0);
      }
    }

    assertThat(records.forgotten()).containsAll(asked);
    assertThat(LiveResults.forget(plan(), asked, records, 0)).isZero();
    assertThat(records.totals())
        .isEqualTo(recounted(events, records.forgotten(), HELD_BYTES))
        .isNotEmpty();
  }

  private static ResultPlan plan() {
    return AnyEvents.plan();
  }

  @Test
  void whatDoesNotFitInMemoryIsTakenApart() throws IOException {
    var events = new AnyEvents(new Random(1)).some(1_000);

    assertThat(recounted(events, 4_096)).isEqualTo(recounted(events, HELD_BYTES)).isNotEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void rowsThatDifferAreNamed() {
    var row = AnyEvents.plan().runs().getFirst();
    var key = new TotalKey(row.units(), 0, 0, "", java.time.LocalDate.of(2026, 11, 1));
    var other = new TotalKey(row.units(), 1, 0, "", java.time.LocalDate.of(2026, 11, 1));
    var live = new TreeMap<>(java.util.Map.of(key, Sums.ofUnit(1), other, Sums.none(1)));

    assertThat(Difference.of(live, new TreeMap<>(live))).isEmpty();
    assertThat(Difference.of(live, new TreeMap<>()))
        .containsExactly(new Difference(key, Sums.ofUnit(1), null));
  }

  @Test
  void correctionsMakeTheTotalsRight() throws IOException {
    var live = recounted(new AnyEvents(new Random(1)).some(300), HELD_BYTES);
    var right = recounted(new AnyEvents(new Random(2)).some(300), HELD_BYTES);

    var corrections = Difference.corrections(Difference.of(live, right));

    corrections.forEach((key, sums) -> live.merge(key, sums, Sums::plus));
    assertThat(Difference.of(live, right)).isEmpty();
  }

  private static SortedMap<TotalKey, Sums> live(List<Stored> events, Random random) {
    var plan = AnyEvents.plan();
    var records = new InMemoryUnitRecords();
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(20));
      LiveResults.apply(plan, observed(events.subList(from, to)), records, 0);
      from = to;
    }
    return records.totals();
  }

  private SortedMap<TotalKey, Sums> recounted(List<Stored> events, long heldBytesMax)
      throws IOException {
    return recounted(events, Set.of(), heldBytesMax);
  }

  private SortedMap<TotalKey, Sums> recounted(
      List<Stored> events, Set<UnitKey> forgotten, long heldBytesMax) throws IOException {
    try (var recount =
        Recount.begin(AnyEvents.plan(), forgotten, folder.resolve("work"), heldBytesMax)) {
      for (var observation : observed(events)) {
        recount.add(observation);
      }
      return recount.totals();
    }
  }

  private static List<Observation> observed(List<Stored> events) {
    var observations = new Observations(AnyEvents.plan());
    events.forEach(stored -> observations.read(stored.event(), stored.slice()));
    return observations.found();
  }
}
