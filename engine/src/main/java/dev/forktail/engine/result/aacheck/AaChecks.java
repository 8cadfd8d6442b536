package dev.forktail.engine.result.aacheck;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.result.aacheck.AaCheckControl.Listener;
import dev.forktail.engine.result.aacheck.AaCheckControl.Progress;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.recount.Recount;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Checks metrics on past units: who was there in the last days is dealt to two arms, anew for each
/// salt, and each metric is compared as an experiment would.
///
/// Memory is bounded by [PastUnits#DEALT_MAX] units with their values, some 60 MB for ten metrics;
/// the disk holds what counts as for a [Recount].
///
/// - **Failure.** A [dev.forktail.engine.query.SqlException], a
///   [dev.forktail.engine.event.StoreException], or [UncheckedIOException]: the disk.
/// - **Threads.** For one at a time; an interrupt ends it.
public final class AaChecks {
  private static final int TOLD_EVERY = 50;

  private final PastEvents events;
  private final Path work;
  private final ReportSettings settings;
  private final InstantSource clock;
  private final int dealtMax;

  /// @param work a folder of nobody else
  public AaChecks(PastEvents events, Path work, ReportSettings settings, InstantSource clock) {
    this(events, work, settings, clock, PastUnits.DEALT_MAX);
  }

  AaChecks(
      PastEvents events, Path work, ReportSettings settings, InstantSource clock, int dealtMax) {
    this.events = events;
    this.work = work;
    this.settings = settings;
    this.clock = clock;
    this.dealtMax = dealtMax;
  }

  /// Checks `metrics`, which are those of `request`.
  public AaCheckOutcome check(
      ProjectId project, AaCheckRequest request, List<Metric> metrics, Listener listener) {
    var asOf = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var from = asOf.minus(request.days(), ChronoUnit.DAYS);
    var plan = PastPlan.of(project, metrics, from, asOf);
    var units = new PastUnits(plan, LocalDate.ofInstant(asOf, ZoneOffset.UTC), dealtMax);
    read(project, plan, units, listener);
    var fairness = deal(units, request, metrics, listener);
    return new AaCheckOutcome(
        from, asOf, units.units(), units.dealt().size(), request.salts(), request.seed(), fairness);
  }

  private void read(ProjectId project, ResultPlan plan, PastUnits units, Listener listener) {
    try (var recount = Recount.begin(plan, Set.of(), work)) {
      events.read(
          plan,
          project,
          recount::add,
          (events, expected) -> listener.at(new Progress(events, expected, 0)));
      recount.forEach(units::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot put events in order: folder=" + work, e);
    }
  }

  private List<MetricFairness> deal(
      PastUnits units, AaCheckRequest request, List<Metric> metrics, Listener listener) {
    var values = new LinkedHashMap<Metric, PValues>();
    for (var metric : metrics) {
      units
          .of(metric.key().value())
          .ifPresent(
              past -> values.put(metric, new PValues(metric, past, request.salts(), settings)));
    }
    var dealing = new Dealing(units.dealt(), request.seed());
    var done = new AtomicInteger();
    IntStream.range(0, request.salts())
        .parallel()
        .forEach(
            salt -> {
              var treatment = dealing.treatment(salt);
              values.values().forEach(each -> each.add(salt, treatment));
              int count = done.incrementAndGet();
              if (count % TOLD_EVERY == 0) {
                listener.at(new Progress(0, 0, count));
              }
            });
    return fairness(metrics, values);
  }

  private static List<MetricFairness> fairness(List<Metric> metrics, Map<Metric, PValues> values) {
    var fairness = new ArrayList<MetricFairness>();
    for (var metric : metrics) {
      var known = values.get(metric);
      fairness.add(
          known == null
              ? new MetricFairness(metric, 0, Answer.unknown(Reason.NOT_COMPUTED))
              : known.fairness());
    }
    return fairness;
  }
}
