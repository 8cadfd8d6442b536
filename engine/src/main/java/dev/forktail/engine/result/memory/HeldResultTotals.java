package dev.forktail.engine.result.memory;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.ResultTotals;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.RunTotals;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Totals that somebody has put there.
public final class HeldResultTotals implements ResultTotals {
  private final Map<Place, RunTotals> totals = new ConcurrentHashMap<>();

  private record Place(ProjectId project, ExperimentKey experiment) {
    static Place of(Run run) {
      return new Place(run.project(), run.experiment());
    }
  }

  /// Holds `of`, unless it is of an earlier run than what is held.
  public HeldResultTotals hold(RunTotals of) {
    totals.merge(
        Place.of(of.run()),
        of,
        (held, given) -> given.run().number() < held.run().number() ? held : given);
    return this;
  }

  @Override
  public Optional<RunTotals> find(ProjectId project, ExperimentKey experiment) {
    return Optional.ofNullable(totals.get(new Place(project, experiment)));
  }

  @Override
  public List<Run> runs(ProjectId project) {
    return totals.values().stream()
        .map(RunTotals::run)
        .filter(run -> run.project().equals(project))
        .sorted(Comparator.comparing(Run::started).reversed().thenComparing(Run::experiment))
        .toList();
  }
}
