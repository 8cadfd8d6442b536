package dev.forktail.engine.result.live;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.statistics.sums.Sums;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is kept for results, of all projects: which runs there are, which events count, how far the
/// totals are. Whoever stores events goes by the version that holds in its transaction.
public final class ResultPlan {
  public static final ResultPlan NONE = new ResultPlan(0, List.of(), List.of());

  private final long version;
  private final List<PlannedRun> runs;
  private final List<Track> tracks;
  private final Map<Integer, PlannedRun> runsById;
  private final Map<ProjectId, ProjectPlan> projects;

  public ResultPlan(long version, List<PlannedRun> runs, List<Track> tracks) {
    this.version = version;
    this.runs = List.copyOf(runs);
    this.tracks = List.copyOf(tracks);
    this.runsById =
        runs.stream().collect(Collectors.toUnmodifiableMap(PlannedRun::id, Function.identity()));
    this.projects = new HashMap<>();
    projectsOf().forEach(project -> projects.put(project, ProjectPlan.of(project, runs, tracks)));
  }

  private Set<ProjectId> projectsOf() {
    var all = new LinkedHashSet<ProjectId>();
    runs.forEach(run -> all.add(run.run().project()));
    tracks.forEach(track -> all.add(track.project()));
    return all;
  }

  public long version() {
    return version;
  }

  public List<PlannedRun> runs() {
    return runs;
  }

  public List<Track> tracks() {
    return tracks;
  }

  /// The run of an experiment.
  public Optional<PlannedRun> find(ProjectId project, ExperimentKey experiment) {
    return runs.stream()
        .filter(
            run -> run.run().project().equals(project) && run.run().experiment().equals(experiment))
        .findFirst();
  }

  /// What is kept of the events of a project; null: nothing.
  @Nullable ProjectPlan of(ProjectId project) {
    return projects.get(project);
  }

  /// The part of it that is about one track or run: what is to be read from events that were stored
  /// before they counted.
  public ResultPlan only(int subject) {
    return new ResultPlan(
        version,
        runs.stream().filter(run -> run.id() == subject).toList(),
        tracks.stream().filter(track -> track.id() == subject).toList());
  }

  /// Whether all units are in all totals.
  public boolean isWhole() {
    return runs.stream().allMatch(PlannedRun::isWhole);
  }

  /// Hands what these units add up to, as far as they are counted, to `sink`.
  void addTotals(Collection<UnitRecord> records, BiConsumer<TotalKey, Sums> sink) {
    for (var record : records) {
      for (int id : runsOf(record)) {
        var run = runsById.get(id);
        var view = run == null ? null : UnitView.of(run, record);
        if (run != null && view != null) {
          new UnitTotals(run, record.key(), view, sink).add();
        }
      }
    }
  }

  private static Set<Integer> runsOf(UnitRecord record) {
    var runs = new LinkedHashSet<Integer>();
    record.members().forEach(member -> member.seen().forEach(seen -> runs.add(seen.run())));
    return runs;
  }
}
