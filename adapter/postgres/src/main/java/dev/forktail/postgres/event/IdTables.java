package dev.forktail.postgres.event;

import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.postgresql.PGConnection;

/// The tables of message ids: the current generation, which is added to, and the previous one.
final class IdTables {
  private IdTables() {}

  /// Adds those of `sorted` that are in neither generation; returns the others.
  static Set<MessageHash> addAndFindOthers(
      Connection connection, OpenSlice open, List<MessageHash> sorted) throws SQLException {
    var others = new HashSet<>(sorted);
    others.removeAll(select(connection, addSql(open), sorted));
    return others;
  }

  private static String addSql(OpenSlice open) {
    var previous = open.previousGeneration();
    String notInPrevious =
        previous == null
            ? ""
            : "WHERE NOT EXISTS (SELECT FROM %s AS p WHERE p.hash = c.hash)"
                .formatted(StoreTables.messageIds(previous));
    return """
    INSERT INTO %s (hash)
    SELECT c.hash FROM unnest(?) AS c (hash) %s
    ON CONFLICT DO NOTHING RETURNING hash
    """
        .formatted(StoreTables.messageIds(open.generation()), notInPrevious);
  }

  /// Which of `hashes` are in one of the generations, as far as is committed.
  static Set<MessageHash> find(Connection connection, OpenSlice open, List<MessageHash> hashes)
      throws SQLException {
    return hashes.isEmpty() ? Set.of() : select(connection, findSql(open), hashes);
  }

  private static String findSql(OpenSlice open) {
    var previous = open.previousGeneration();
    String orInPrevious =
        previous == null
            ? ""
            : "OR EXISTS (SELECT FROM %s AS p WHERE p.hash = c.hash)"
                .formatted(StoreTables.messageIds(previous));
    return """
    SELECT c.hash FROM unnest(?) AS c (hash)
    WHERE EXISTS (SELECT FROM %s AS i WHERE i.hash = c.hash) %s
    """
        .formatted(StoreTables.messageIds(open.generation()), orInPrevious);
  }

  private static Set<MessageHash> select(
      Connection connection, String sql, List<MessageHash> hashes) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, new UuidArray(hashes));
      var found = HashSet.<MessageHash>newHashSet(hashes.size());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(MessageHash.of(rows.getObject(1, UUID.class)));
        }
      }
      return found;
    }
  }

  /// Adds all of `sorted`; a unique violation when one is there.
  static void copy(Connection connection, OpenSlice open, List<MessageHash> sorted, BinaryRows rows)
      throws SQLException {
    String sql =
        "COPY %s (hash) FROM STDIN (FORMAT binary)"
            .formatted(StoreTables.messageIds(open.generation()));
    CopyRows.send(
        connection.unwrap(PGConnection.class),
        sql,
        rows,
        copy -> {
          for (var hash : sorted) {
            rows.row(1, copy);
            rows.uuid(hash.high(), hash.low());
          }
        });
  }
}
