package dev.forktail.engine.recovery;

import dev.forktail.engine.export.TableName;
import dev.forktail.engine.project.ProjectCatalog.Project;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was built anew, and what could not be.
///
/// @param slicesSalvaged whose files had not been committed
/// @param slicesBroken of which there are files, but not all
/// @param promoted how many properties are columns
/// @param lastReceived when the last event was received that is there
/// @param idsSince from when on repeated events are recognized
public record Recovered(
    List<Table> tables,
    List<Project> projects,
    int promoted,
    Set<Long> slicesSalvaged,
    long eventsSalvaged,
    Set<Long> slicesBroken,
    Optional<Instant> lastReceived,
    Optional<Instant> idsSince,
    RecoveredStore.Filled filled) {
  public Recovered {
    tables = List.copyOf(tables);
    projects = List.copyOf(projects);
  }

  /// A table of the lake.
  ///
  /// @param passedOver newer versions that were not whole, with the reasons
  /// @param slicesRecounted how many slices were counted again from the events
  /// @param eventsAdded how many events a rollup table lacked that it should have counted
  /// @param eventsTooMany how many events a rollup table counts of which nothing else is left
  public record Table(
      TableName name,
      String metadata,
      long watermark,
      long rows,
      List<String> passedOver,
      int slicesRecounted,
      long eventsAdded,
      long eventsTooMany) {
    public Table {
      passedOver = List.copyOf(passedOver);
    }
  }
}
