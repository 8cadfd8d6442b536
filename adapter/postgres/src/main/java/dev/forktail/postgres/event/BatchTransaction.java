package dev.forktail.postgres.event;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventStore.Stored;
import dev.forktail.engine.rollup.RollupCounters;
import dev.forktail.postgres.event.BatchParts.Candidate;
import dev.forktail.postgres.event.RollupNames.Resolved;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// The steps of storing one batch, all but the COMMIT.
///
/// Two transactions that run at once touch the same rows in two places only: message ids, in the
/// order of their hashes, and then the names of a project. Everything else belongs to one lane. So
/// they may wait for each other, but never in a circle.
record BatchTransaction(
    Claim claim, EventBatch batch, BatchParts parts, List<MessageHash> sortedHashes) {

  static BatchTransaction of(Claim claim, EventBatch batch, MessageHasher hasher) {
    var parts = BatchParts.of(batch, hasher);
    return new BatchTransaction(claim, batch, parts, parts.sortedHashes());
  }

  /// What is known once the batch is committed.
  record Outcome(Stored stored, int generation, Resolved names) {}

  Outcome run(Connection connection, BatchTools tools, boolean careful) throws SQLException {
    OpenSlice open = Ledger.enter(connection, claim, batch);
    var there =
        careful
            ? tools.ids().addCarefully(connection, open, sortedHashes)
            : tools.ids().addBoldly(connection, open, sortedHashes, tools.rows());
    var fresh = freshBeside(there);
    EventCopy.copy(connection, open.slice(), claim.lane(), fresh, tools.rows());
    DeadLetterCopy.copy(connection, claim, parts.letters(), tools.rows());
    tools
        .results()
        .add(
            connection,
            claim.lane(),
            open.resultPlan(),
            open.slice(),
            fresh.stream().map(Candidate::event).toList());
    var counters = count(fresh);
    var resolved = tools.names().resolve(connection, counters);
    var accounts = Accounts.of(parts, fresh);
    Sums.add(
        connection,
        claim,
        open.slice(),
        new Sums.Added(accounts, counters, resolved, fresh.size()));
    return new Outcome(stored(fresh), open.generation(), resolved);
  }

  private List<Candidate> freshBeside(Set<MessageHash> there) {
    return there.isEmpty()
        ? parts.candidates()
        : parts.candidates().stream()
            .filter(candidate -> !there.contains(candidate.hash()))
            .toList();
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
