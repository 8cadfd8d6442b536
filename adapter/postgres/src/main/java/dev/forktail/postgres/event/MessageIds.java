package dev.forktail.postgres.event;

import dev.forktail.postgres.StoreTables;
import dev.forktail.postgres.event.BatchParts.Candidate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Which message ids are stored: the authority over duplicates.
final class MessageIds {
  private MessageIds() {}

  /// Adds the hashes of `candidates` that are not there and returns the candidates they belong to.
  /// Hashes go in sorted, so that two lanes with the same ones wait for each other in one order.
  static List<Candidate> add(Connection connection, OpenSlice open, List<Candidate> candidates)
      throws SQLException {
    if (candidates.isEmpty()) {
      return candidates;
    }
    var sorted = candidates.stream().map(Candidate::hash).sorted().toList();
    var added = addSorted(connection, open, sorted);
    if (added.size() == candidates.size()) {
      return candidates;
    }
    return candidates.stream().filter(candidate -> added.contains(candidate.hash())).toList();
  }

  private static Set<MessageHash> addSorted(
      Connection connection, OpenSlice open, List<MessageHash> sorted) throws SQLException {
    try (var statement = connection.prepareStatement(sql(open))) {
      statement.setObject(1, new UuidArray(sorted));
      var added = HashSet.<MessageHash>newHashSet(sorted.size());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          added.add(MessageHash.of(rows.getObject(1, UUID.class)));
        }
      }
      return added;
    }
  }

  private static String sql(OpenSlice open) {
    var previous = open.previousGeneration();
    String notInPrevious =
        previous == null
            ? ""
            : "WHERE NOT EXISTS (SELECT FROM %s AS previous WHERE previous.hash = c.hash)"
                .formatted(StoreTables.messageIds(previous));
    return """
    INSERT INTO %s (hash)
    SELECT c.hash FROM unnest(?) AS c (hash) %s
    ON CONFLICT DO NOTHING RETURNING hash
    """
        .formatted(StoreTables.messageIds(open.generation()), notInPrevious);
  }
}
