package dev.forktail.postgres.event;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventStore.Stored;
import dev.forktail.engine.rollup.RollupCounters;
import dev.forktail.postgres.event.BatchParts.Candidate;
import dev.forktail.postgres.event.RollupNames.Resolved;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The steps of storing one batch, all but the COMMIT.
///
/// Two transactions that run at once touch the same rows in two places only: message ids, in the
/// order of their hashes, and then the names of a project. Everything else belongs to one lane. So
/// they may wait for each other, but never in a circle.
record BatchTransaction(Claim claim, EventBatch batch, BatchParts parts) {

  /// What is known once the batch is committed.
  record Outcome(Stored stored, Resolved names) {}

  Outcome run(Connection connection, RollupNames names, BinaryRows rows) throws SQLException {
    OpenSlice open = Ledger.enter(connection, claim, batch);
    var fresh = MessageIds.add(connection, open, parts.candidates());
    EventCopy.copy(connection, open.slice(), claim.lane(), fresh, rows);
    DeadLetterCopy.copy(connection, claim, parts.letters(), rows);
    var counters = count(fresh);
    var resolved = names.resolve(connection, counters.by(ChronoUnit.DAYS).keySet());
    var accounts = Accounts.of(parts, fresh);
    Sums.add(
        connection,
        claim,
        open.slice(),
        new Sums.Added(accounts, counters, resolved, fresh.size()));
    return new Outcome(stored(fresh), resolved);
  }

  private static RollupCounters count(List<Candidate> fresh) {
    var counters = new RollupCounters();
    fresh.forEach(candidate -> counters.add(candidate.event()));
    return counters;
  }

  private Stored stored(List<Candidate> fresh) {
    int duplicates = parts.candidates().size() - fresh.size() + parts.repeated().size();
    return new Stored(fresh.size(), duplicates, parts.letters().size());
  }
}
