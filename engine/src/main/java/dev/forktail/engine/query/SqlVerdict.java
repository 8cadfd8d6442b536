package dev.forktail.engine.query;

import java.util.Map;
import java.util.Set;

/// What was decided of a statement.
public sealed interface SqlVerdict {

  /// It may be run.
  ///
  /// @param tables of the catalog that it reads, also through views
  /// @param views of the catalog that it reads, also through others
  /// @param eventColumns all that it can read of `events`; when it cannot be told, all there are
  /// @param range when the events occurred that its result follows from, at most
  /// @param facts that it reads, by name, also through views, with those of their columns that it
  ///   can read
  record Allowed(
      Set<String> tables,
      Set<String> views,
      Set<String> eventColumns,
      TimeRange range,
      Map<String, Set<String>> facts)
      implements SqlVerdict {
    public Allowed {
      tables = Set.copyOf(tables);
      views = Set.copyOf(views);
      eventColumns = Set.copyOf(eventColumns);
      facts = Map.copyOf(facts);
    }

    /// One without facts.
    public Allowed(
        Set<String> tables, Set<String> views, Set<String> eventColumns, TimeRange range) {
      this(tables, views, eventColumns, range, Map.of());
    }

    /// One without views that may read events of all times.
    public Allowed(Set<String> tables, Set<String> eventColumns) {
      this(tables, Set.of(), eventColumns, TimeRange.ALWAYS);
    }
  }

  /// It may not be run.
  ///
  /// @param message what is wrong with it and what would be allowed
  record Refused(Reason reason, String message) implements SqlVerdict {}

  /// Why a statement may not be run.
  enum Reason {
    /// It cannot be parsed.
    SYNTAX,
    /// It is longer or deeper than anybody writes.
    TOO_LARGE,
    /// It is not exactly one SELECT.
    STATEMENT,
    /// It reads a table that is not in the catalog.
    TABLE,
    /// It calls a function that reaches outside.
    FUNCTION,
    /// It uses something that is not known to be harmless.
    CONSTRUCT
  }
}
