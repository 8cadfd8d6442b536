package dev.forktail.postgres.facts;

import dev.forktail.engine.facts.FactTable;

/// A table of the product database that can be followed.
///
/// @param schema where it really is
record SourceTable(FactTable fact, String schema, Structure structure) {

  String qualified() {
    return Quoted.name(schema, fact.table());
  }
}
