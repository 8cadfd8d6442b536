package dev.forktail.postgres.facts;

/// What publication, slot and subscription are called: the same, and another name for each event
/// database, so that several may follow one product database.
///
/// @param text plain: it needs no quotes
record Names(String text) {
  private static final String PREFIX = "forktail_facts_";

  static Names of(String id) {
    return new Names(PREFIX + id);
  }
}
