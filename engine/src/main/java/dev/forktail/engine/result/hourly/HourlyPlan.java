package dev.forktail.engine.result.hourly;

import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.live.Fact;
import dev.forktail.engine.result.live.Observation;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.Tally;
import dev.forktail.engine.result.live.Track;
import dev.forktail.engine.result.live.UnitKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What is to be read of the events of one run: all that its metrics count, also from before it
/// began. Of retention there is nothing to compute.
final class HourlyPlan {
  /// That of imported events is 0: they count in no results.
  private static final long FIRST_SLICE = 1;

  private final PlannedRun live;
  private final List<Track> liveTracks;
  private final List<Track> tracks = new ArrayList<>();
  private final Map<Integer, Long> since = new HashMap<>();
  private final ResultPlan plan;

  /// @param standing what follows the run's events
  HourlyPlan(ResultPlan standing) {
    this.live = standing.runs().getFirst();
    this.liveTracks = standing.tracks();
    var tallies = new ArrayList<Tally>();
    for (var metric : live.run().metrics()) {
      if (!(metric.quantity() instanceof Quantity.Retention)) {
        tallies.add(new Tally(tallies.size() + 1, metric, tracksOf(metric), UnitKey.LAST));
      }
    }
    var run =
        new PlannedRun(live.id(), live.run(), live.units(), UnitKey.LAST, live.since(), tallies);
    this.plan = new ResultPlan(standing.version(), List.of(run), tracks);
  }

  ResultPlan plan() {
    return plan;
  }

  PlannedRun run() {
    return plan.runs().getFirst();
  }

  private List<Integer> tracksOf(Metric metric) {
    var measures = metric.quantity().measures();
    return IntStream.range(0, measures.size())
        .mapToObj(i -> track(measures.get(i), metric.quantity().tellsApart(i)))
        .toList();
  }

  private int track(Measure measure, boolean distinct) {
    for (var track : tracks) {
      if (isOf(track, measure, distinct)) {
        return track.id();
      }
    }
    int id = tracks.size() + 1;
    var project = live.run().project();
    tracks.add(new Track(id, project, measure, live.unit(), distinct, FIRST_SLICE));
    since.put(
        id,
        liveTracks.stream()
            .filter(track -> isOf(track, measure, distinct))
            .findFirst()
            .map(Track::since)
            .orElse(live.since()));
    return id;
  }

  private static boolean isOf(Track track, Measure measure, boolean distinct) {
    return track.measure().equals(measure) && track.distinct() == distinct;
  }

  /// Whether it counts here: what occurred in the run only if it counts in what follows the events,
  /// too.
  boolean counts(Observation observation) {
    return !(observation instanceof Observation.Counted(_, Fact fact))
        || fact.occurredMicros() < micros(live.run().started())
        || fact.slice() >= since.getOrDefault(fact.track(), FIRST_SLICE);
  }

  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }
}
