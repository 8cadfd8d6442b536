package dev.forktail.engine.result.hourly.memory;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.hourly.HourlyRecord;
import dev.forktail.engine.result.hourly.HourlyRecords;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;

/// The newest of each run in memory.
public final class InMemoryHourlyRecords implements HourlyRecords {
  private static final BinaryOperator<HourlyRecord> NEWER =
      BinaryOperator.maxBy(Comparator.comparing(HourlyRecord::asOf));

  private final Map<Place, HourlyRecord> records = new ConcurrentHashMap<>();

  private record Place(ProjectId project, ExperimentKey experiment, int run) {}

  @Override
  public void keep(HourlyRecord computed) {
    var place = new Place(computed.project(), computed.experiment(), computed.run());
    records.merge(place, computed, NEWER);
  }

  @Override
  public Optional<HourlyRecord> find(ProjectId project, ExperimentKey experiment, int run) {
    return Optional.ofNullable(records.get(new Place(project, experiment, run)));
  }
}
