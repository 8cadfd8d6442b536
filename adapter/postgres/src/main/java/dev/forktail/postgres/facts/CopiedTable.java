package dev.forktail.postgres.facts;

/// A copy in the event database, which has the schema and the name of its source.
///
/// @param present whether the table is still the one that was made
/// @param phase how far PostgreSQL is with it: `i`, `d`, `f`, `s`, `r`; empty: it is not subscribed
record CopiedTable(
    String name, String schema, String table, Structure structure, boolean present, String phase) {
  /// All rows were copied; what changed since follows.
  private static final String COPIED = "fsr";

  String qualified() {
    return Quoted.name(schema, table);
  }

  boolean isReady() {
    return present && !phase.isEmpty() && COPIED.contains(phase);
  }

  boolean isSubscribed() {
    return !phase.isEmpty();
  }

  boolean isOf(SourceTable source) {
    return present
        && schema.equals(source.schema())
        && table.equals(source.fact().table())
        && structure.equals(source.structure());
  }
}
