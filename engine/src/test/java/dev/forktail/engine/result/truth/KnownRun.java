package dev.forktail.engine.result.truth;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.live.LiveResults;
import dev.forktail.engine.result.live.Observations;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.memory.InMemoryUnitRecords;
import dev.forktail.engine.result.plan.PlannedTotals;
import dev.forktail.engine.result.plan.ResultPlanner;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.engine.result.report.ResultReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// One run of an experiment in a [KnownShop], from its events to its report, in memory.
final class KnownRun {
  private static final ProjectId PROJECT = new ProjectId(1);
  private static final String KEY = "known";
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration OPEN = Duration.ofHours(40);
  private static final int BATCH_MAX = 4_000;

  private final RandomGenerator random;
  private final ResultPlan plan = plan();
  private final InMemoryUnitRecords records = new InMemoryUnitRecords();
  private final Set<String> stored = new HashSet<>();

  private KnownRun(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// The report of the run with this seed after each of `looks` equal parts of its events.
  ///
  /// @param works whether the treatment does anything
  static List<ResultReport> reports(long seed, int visitors, boolean works, int looks) {
    return new KnownRun(seed).reports(visitors, works, looks);
  }

  private List<ResultReport> reports(int visitors, boolean works, int looks) {
    var shop = new KnownShop(KEY, random, START, OPEN);
    var deeds =
        shop.visits(
            visitors, _ -> random.nextBoolean() ? KnownShop.TREATMENT : KnownShop.CONTROL, works);
    var reports = new ArrayList<ResultReport>();
    int from = 0;
    for (int look = 1; look <= looks; look++) {
      int end = deeds.size() * look / looks;
      while (from < end) {
        int to = Math.min(end, from + 1 + random.nextInt(BATCH_MAX));
        store(deeds.subList(from, to));
        from = to;
      }
      reports.add(report(deeds.get(end - 1).told()));
    }
    return reports;
  }

  /// A message that is told twice is stored once, as in every store.
  private void store(List<Deed> batch) {
    var observations = new Observations(plan);
    for (var deed : batch) {
      if (stored.add(deed.id())) {
        observations.read(deed.in(PROJECT), deed.slice());
      }
    }
    LiveResults.apply(plan, observations.found(), records, batch.getLast().slice());
  }

  private ResultReport report(Instant now) {
    var totals =
        new PlannedTotals(plan.runs().getFirst(), List.of()).runTotals(records.totals(), now);
    return ResultReport.of(totals, ReportSettings.standard(), now);
  }

  private static ResultPlan plan() {
    var run =
        new Run(
            PROJECT,
            new ExperimentKey(KEY),
            1,
            "person",
            "hash",
            List.of(new Run.Arm(KnownShop.CONTROL, 1), new Run.Arm(KnownShop.TREATMENT, 1)),
            START,
            null,
            KnownShop.METRICS,
            List.of());
    long open = Math.floorDiv(START.getEpochSecond(), 60L);
    return ResultPlanner.next(ResultPlan.NONE, 0, List.of(run), open).plan();
  }
}
