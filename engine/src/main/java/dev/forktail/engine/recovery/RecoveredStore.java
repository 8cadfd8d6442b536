package dev.forktail.engine.recovery;

import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.ProjectCatalog.Project;
import java.util.List;
import java.util.Map;

/// An event database that takes the place of one that is gone.
///
/// - **Contract.** It is filled whole or not at all: after a failure or a crash it is as new, and
///   everything can be done again.
/// - **Failure.** A [dev.forktail.engine.event.StoreException]; what a [CsvSource] throws.
public interface RecoveredStore {

  /// Whether it holds nothing: no project, no table of a lake, no event.
  boolean isNew();

  /// Fills it, which only works while it is new.
  Filled fill(Content content);

  /// What is to be in it.
  ///
  /// @param tables the locations of the current metadata files
  /// @param staged files that wait to be committed
  /// @param slices those of which something is said: of each staged file, and the last
  /// @param sliceLast no slice that is opened from now on has this number or one below
  /// @param laneMax the largest lane of any event
  /// @param minutes all events, by minute
  /// @param messageIds those to be recognized
  record Content(
      List<Project> projects,
      Map<KeyHash, Access> keys,
      Map<TableName, String> tables,
      List<PromotedColumn> promoted,
      List<StagedFile> staged,
      List<PastSlice> slices,
      long sliceLast,
      int laneMax,
      List<CsvSource> minutes,
      List<CsvSource> messageIds) {
    public Content {
      projects = List.copyOf(projects);
      keys = Map.copyOf(keys);
      tables = Map.copyOf(tables);
      promoted = List.copyOf(promoted);
      staged = List.copyOf(staged);
      slices = List.copyOf(slices);
      minutes = List.copyOf(minutes);
      messageIds = List.copyOf(messageIds);
    }
  }

  /// What it has got.
  ///
  /// @param counters in the rollups of minutes, hours and days
  record Filled(long events, long names, long counters, long messageIds) {}
}
