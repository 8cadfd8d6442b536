package dev.forktail.engine.export;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// One exporter's turn: what it works with, and the epoch it was given.
///
/// @param ids new at each call
record Export(
    ExportPorts ports,
    ExportConfig config,
    LakeSchema schema,
    long epoch,
    Supplier<UUID> ids,
    InstantSource clock) {

  /// The same turn with other columns.
  Export with(LakeSchema columns) {
    return new Export(ports, config, columns, epoch, ids, clock);
  }

  LakeException.Fenced fenced() {
    return new LakeException.Fenced(
        "Another exporter has taken over from this one (epoch=" + epoch + ")");
  }

  /// The state of the table after a change that was made; empty when the table was not as the
  /// change expected.
  Optional<LakeState> made(CommitOutcome outcome) {
    return switch (outcome) {
      case CommitOutcome.Committed(var state) -> Optional.of(state);
      case CommitOutcome.OutOfStep _ -> Optional.empty();
      case CommitOutcome.Fenced _ -> throw fenced();
    };
  }
}
