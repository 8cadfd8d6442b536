package dev.forktail.engine.result.decision;

import dev.forktail.assignment.State;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.experiment.Definition;
import dev.forktail.engine.json.JsonFields;
import java.util.Optional;

/// That somebody has declared a winner, and what was known then.
///
/// @param version that of the experiment from then on
/// @param before the experiment as it was
public record Decision(
    long version, Definition before, State.Decided outcome, Change change, Known known) {

  /// What was known.
  public sealed interface Known {
    /// Evidence, and what was made of it.
    ///
    /// @param report as whoever had asked for the results then would have been told, JSON
    record Frozen(Evidence evidence, String report) implements Known {}

    /// Nothing.
    record Nothing(String reason) implements Known {}
  }

  /// All of it as one JSON document.
  public String write() {
    return DecisionDocument.write(this);
  }

  /// The evidence in such a document, from which the report can be made again.
  public static Optional<Evidence> evidence(JsonFields document) {
    return DecisionDocument.evidence(document);
  }
}
