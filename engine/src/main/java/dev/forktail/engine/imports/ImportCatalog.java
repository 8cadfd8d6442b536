package dev.forktail.engine.imports;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What is known of imports, and the one place where their parts are committed.
///
/// - **Contract.** A part is committed once, in one transaction with the pointers of the lake's
///   tables, the rollups, the accounts and the dead letters.
/// - **Failure.** A [dev.forktail.engine.event.StoreException]. When the outcome is unknown, commit
///   the same part again: it is found to be committed, or is.
public interface ImportCatalog {
  /// The lane under which imported events are counted. No journal has it.
  short LANE = 0;

  /// The slice of imported events. No server opens it, and every watermark has passed it.
  long SLICE = 0;

  /// Notes an import unless it is known; says what is known of it.
  Known begin(UUID id, ProjectId project, String file, Instant now);

  /// Forgets an import that has no plan.
  void giveUp(UUID id);

  /// Notes the parts of an import that has no plan yet.
  void plan(UUID id, List<ImportPart> parts);

  /// The parts that are not committed.
  List<ImportPart> open(UUID id);

  /// Notes that every part is committed.
  Known finish(UUID id, Instant now);

  /// How many parts of any import have been committed.
  long commits();

  /// The epoch of the exporter that took over last.
  long exporterEpoch();

  /// Commits a part of events.
  ///
  /// @param commits what [#commits] said before the stored events were looked at
  Outcome commit(Known of, ImportPart.Events part, long commits, Change change);

  /// Commits a part of refused rows.
  Outcome commit(Known of, ImportPart.Letters part, List<ImportLetter> letters);

  /// What a part of events changes.
  record Change(List<PointerMove> moves, WrittenPart written) {
    public Change {
      moves = List.copyOf(moves);
    }
  }

  /// What is known of an import.
  ///
  /// @param begun when it was first begun
  /// @param parts how many it has, 0 as long as it has no plan
  record Known(
      UUID id,
      ProjectId project,
      Instant begun,
      int parts,
      boolean finished,
      long stored,
      long duplicates,
      long deadLetters) {

    public boolean planned() {
      return parts > 0 || finished;
    }
  }

  /// What became of a commit.
  enum Outcome {
    /// It is committed, by this call or before.
    DONE,
    /// A table has another version: make the change from that one.
    MOVED,
    /// Another import has committed: what is stored must be looked at again.
    OVERTAKEN,
    /// The lake is to be left as it is.
    PAUSED
  }
}
