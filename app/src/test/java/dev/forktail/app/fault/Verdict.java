package dev.forktail.app.fault;

/// What the ledger of the clients and the store say about each other.
///
/// @param acknowledged events that were answered with 2xx
/// @param stored different events of these clients in the slices
/// @param lost acknowledged, but not stored
/// @param duplicated rows beyond the first of an event
/// @param phantom stored, but never sent
/// @param refused stored, but answered with 4xx
/// @param changed stored with another payload
/// @param miscounted sums (rollups, accounts, seals) that differ from a recount of the rows
record Verdict(
    long acknowledged,
    long stored,
    long lost,
    long duplicated,
    long phantom,
    long refused,
    long changed,
    long miscounted) {

  boolean isClean() {
    return lost + duplicated + phantom + refused + changed + miscounted == 0;
  }

  /// What was found in two runs together.
  Verdict plus(Verdict other) {
    return new Verdict(
        acknowledged + other.acknowledged,
        stored + other.stored,
        lost + other.lost,
        duplicated + other.duplicated,
        phantom + other.phantom,
        refused + other.refused,
        changed + other.changed,
        miscounted + other.miscounted);
  }

  /// The same with another number of lost events.
  Verdict withLost(long number) {
    return new Verdict(
        acknowledged, stored, number, duplicated, phantom, refused, changed, miscounted);
  }

  @Override
  public String toString() {
    var text =
        "acked=%d stored=%d lost=%d duplicated=%d phantom=%d miscounted=%d"
            .formatted(acknowledged, stored, lost, duplicated, phantom, miscounted);
    return refused + changed == 0 ? text : text + " refused=" + refused + " changed=" + changed;
  }
}
