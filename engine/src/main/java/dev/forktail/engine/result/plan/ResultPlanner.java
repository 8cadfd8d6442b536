package dev.forktail.engine.result.plan;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Exposures;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.Tally;
import dev.forktail.engine.result.live.Track;
import dev.forktail.engine.result.live.UnitKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes the plan that follows from what is to be measured.
///
/// What is new counts from the open slice on, whose events are added with the change; what was
/// stored before that, since the run's start, is [History]. A metric that counts otherwise than
/// before gets totals of its own, into which the units that are there are counted anew.
public final class ResultPlanner {
  private final ResultPlan before;
  private final long openSlice;
  private final List<Track> tracks = new ArrayList<>();
  private final List<History> histories = new ArrayList<>();
  private int lastId;

  private ResultPlanner(ResultPlan before, long openSlice, int lastId) {
    this.before = before;
    this.openSlice = openSlice;
    this.lastId = lastId;
  }

  /// A plan with what has to be done for it.
  ///
  /// @param lastId the greatest id so far
  /// @param added the runs and tracks that are new
  /// @param histories what is to be added of events before the open slice
  public record Next(ResultPlan plan, int lastId, ResultPlan added, List<History> histories) {}

  /// The plan of these runs; that of `before` when nothing has changed.
  ///
  /// @param wanted the latest run of each experiment
  public static Next next(ResultPlan before, int lastId, List<Run> wanted, long openSlice) {
    return new ResultPlanner(before, openSlice, lastId).next(wanted);
  }

  private Next next(List<Run> wanted) {
    var runs = wanted.stream().map(this::planned).toList();
    if (runs.equals(before.runs())) {
      return new Next(before, lastId, ResultPlan.NONE, List.of());
    }
    wanted.stream().map(Run::project).distinct().forEach(this::addNames);
    long version = before.version() + 1;
    return new Next(
        new ResultPlan(version, runs, tracks),
        lastId,
        new ResultPlan(version, added(runs), addedTracks()),
        histories);
  }

  private List<PlannedRun> added(List<PlannedRun> runs) {
    return runs.stream()
        .filter(run -> before.runs().stream().noneMatch(known -> known.id() == run.id()))
        .toList();
  }

  private List<Track> addedTracks() {
    return tracks.stream()
        .filter(track -> before.tracks().stream().noneMatch(known -> known.id() == track.id()))
        .toList();
  }

  /// Who is who is known from when a project has its first run.
  private void addNames(ProjectId project) {
    boolean isNew = before.runs().stream().noneMatch(run -> run.run().project().equals(project));
    if (isNew) {
      addHistory(project, History.names(project), "", 0, openSlice);
    }
  }

  private PlannedRun planned(Run run) {
    for (var planned : before.runs()) {
      if (isSame(planned.run(), run)) {
        return changed(planned, run);
      }
    }
    return added(run);
  }

  private static boolean isSame(Run one, Run other) {
    return one.project().equals(other.project())
        && one.experiment().equals(other.experiment())
        && one.number() == other.number();
  }

  private PlannedRun added(Run run) {
    int id = ++lastId;
    int units = ++lastId;
    long since = Math.min(openSlice, minuteOf(run.started()));
    addHistory(run.project(), id, Exposures.EVENT, since, openSlice);
    var tallies = live(run).stream().map(metric -> tally(run, metric, UnitKey.LAST)).toList();
    return new PlannedRun(id, run, units, UnitKey.LAST, since, tallies);
  }

  private PlannedRun changed(PlannedRun planned, Run run) {
    boolean anew = !Objects.equals(planned.run().ended(), run.ended());
    var tallies =
        live(run).stream().map(metric -> anew ? tally(run, metric) : kept(planned, run, metric));
    return new PlannedRun(
        planned.id(),
        run,
        anew ? ++lastId : planned.units(),
        anew ? UnitKey.FIRST : planned.counted(),
        planned.since(),
        tallies.toList());
  }

  private Tally tally(Run run, Metric metric) {
    return tally(run, metric, UnitKey.FIRST);
  }

  private Tally kept(PlannedRun planned, Run run, Metric metric) {
    for (var tally : planned.tallies()) {
      if (tally.metric().countsAlike(metric)) {
        return new Tally(tally.id(), metric, tracks(run, metric), tally.counted());
      }
    }
    return tally(run, metric);
  }

  private static List<Metric> live(Run run) {
    return run.metrics().stream().filter(Metric::isLive).toList();
  }

  private Tally tally(Run run, Metric metric, UnitKey counted) {
    return new Tally(++lastId, metric, tracks(run, metric), counted);
  }

  private List<Integer> tracks(Run run, Metric metric) {
    var measures = metric.quantity().measures();
    return IntStream.range(0, measures.size())
        .mapToObj(i -> track(run, measures.get(i), metric.quantity().tellsApart(i)))
        .toList();
  }

  private int track(Run run, Measure measure, boolean distinct) {
    var unit = PlannedRun.kindOf(run.unit());
    var found = find(tracks, run.project(), measure, unit, distinct);
    if (found == null) {
      found = find(before.tracks(), run.project(), measure, unit, distinct);
      found = found == null ? newTrack(run, measure, unit, distinct) : found;
      tracks.add(found);
    }
    extend(found, run);
    return found.id();
  }

  /// A run that began before the track did needs its events from then on.
  private void extend(Track track, Run run) {
    long since = minuteOf(run.started());
    if (since < track.since()) {
      addHistory(run.project(), track.id(), track.measure().event(), since, track.since());
      tracks.set(tracks.indexOf(track), track.from(since));
    }
  }

  private void addHistory(ProjectId project, int subject, String event, long from, long to) {
    if (from < to) {
      histories.add(History.of(++lastId, project, subject, event, from, to));
    }
  }

  private static @Nullable Track find(
      List<Track> tracks, ProjectId project, Measure measure, String unit, boolean distinct) {
    return tracks.stream()
        .filter(
            track ->
                track.project().equals(project)
                    && track.measure().equals(measure)
                    && track.unit().equals(unit)
                    && track.distinct() == distinct)
        .findFirst()
        .orElse(null);
  }

  private Track newTrack(Run run, Measure measure, String unit, boolean distinct) {
    long since = Math.min(openSlice, minuteOf(run.started()));
    int id = ++lastId;
    addHistory(run.project(), id, measure.event(), since, openSlice);
    return new Track(id, run.project(), measure, unit, distinct, since);
  }

  private static long minuteOf(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), 60L);
  }
}
