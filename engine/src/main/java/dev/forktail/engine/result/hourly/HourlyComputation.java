package dev.forktail.engine.result.hourly;

import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.hourly.HourlyRecord.Computed;
import dev.forktail.engine.result.live.MeasuredUnit;
import dev.forktail.engine.result.live.Observation;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.recount.Recount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Computes all metrics of a run from all observations at once: these are put in order by unit, on
/// disk, and each unit is gone through once.
///
/// Memory is bounded by what one unit has done, and a histogram for each quantile and percentile;
/// disk by that of a [Recount] and 8 bytes for each value of these.
///
/// - **Failure.** [IOException]: the disk.
/// - **Threads.** For one at a time.
final class HourlyComputation implements AutoCloseable {
  private final HourlyPlan plan;
  private final Recount recount;
  private final Path folder;

  private HourlyComputation(HourlyPlan plan, Recount recount, Path folder) {
    this.plan = plan;
    this.recount = recount;
    this.folder = folder;
  }

  /// One of no observation yet.
  ///
  /// @param standing what follows the run's events
  /// @param forgotten units that count nowhere
  /// @param folder of nobody else, deleted in the end
  static HourlyComputation begin(ResultPlan standing, Set<UnitKey> forgotten, Path folder)
      throws IOException {
    var plan = new HourlyPlan(standing);
    return new HourlyComputation(plan, Recount.begin(plan.plan(), forgotten, folder), folder);
  }

  /// What is to be read.
  ResultPlan plan() {
    return plan.plan();
  }

  /// Adds an observation, in any order.
  void add(Observation observation) throws IOException {
    if (plan.counts(observation)) {
      recount.add(observation);
    }
  }

  /// What all that was added comes to, which is forgotten.
  List<Computed> computed(Instant asOf) throws IOException {
    var variants = plan.run().run().arms().stream().map(Run.Arm::variant).toList();
    var values = new ArrayList<MetricValues>();
    try {
      for (var tally : plan.run().tallies()) {
        values.add(MetricValues.of(tally, variants, folder.resolve(tally.id() + ".values")));
      }
      recount.forEach(
          (_, unit) ->
              unit.in(plan.run(), HourlyTotals.BEFORE).ifPresent(found -> addTo(values, found)));
      return computed(values, asOf);
    } finally {
      for (var each : values) {
        each.close();
      }
    }
  }

  private static void addTo(List<MetricValues> values, MeasuredUnit unit) {
    try {
      for (var each : values) {
        each.add(unit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep values of units", e);
    }
  }

  private List<Computed> computed(List<MetricValues> values, Instant asOf) throws IOException {
    var computed = new ArrayList<Computed>();
    for (int i = 0; i < values.size(); i++) {
      var metric = plan.run().tallies().get(i).metric();
      computed.add(new Computed(metric, values.get(i).totals(asOf)));
    }
    return computed;
  }

  @Override
  public void close() throws IOException {
    recount.close();
  }
}
