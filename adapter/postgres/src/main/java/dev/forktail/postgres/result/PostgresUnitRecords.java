package dev.forktail.postgres.result;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.live.UnitRecord;
import dev.forktail.engine.result.live.UnitRecordCodec;
import dev.forktail.engine.result.live.UnitRecords;
import dev.forktail.postgres.SqlFailure;
import dev.forktail.statistics.sums.Sums;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;

/// Records of units and totals, in the transaction of a connection. Totals go under one lane, so
/// that two transactions never wait for each other's.
public final class PostgresUnitRecords implements UnitRecords {
  private static final String LOCK =
      "SELECT id, record FROM unit_record WHERE id = ANY (?::uuid[]) ORDER BY id FOR UPDATE";
  private static final String UPDATE =
      """
      UPDATE unit_record AS kept SET slice = greatest(kept.slice, ?), lasting = next.lasting,
        forgotten = next.forgotten, record = next.record
      FROM unnest(?::uuid[], ?::boolean[], ?::boolean[], ?::bytea[])
        AS next (id, lasting, forgotten, record)
      WHERE kept.id = next.id
      """;
  private static final String INSERT =
      """
      INSERT INTO unit_record (id, slice, lasting, forgotten, record)
      SELECT id, ?, lasting, forgotten, record
      FROM unnest(?::uuid[], ?::boolean[], ?::boolean[], ?::bytea[])
        AS next (id, lasting, forgotten, record)
      ON CONFLICT DO NOTHING
      """;

  private final Connection connection;
  private final short lane;
  private final Map<UnitKey, byte[]> locked = new HashMap<>();

  public PostgresUnitRecords(Connection connection, short lane) {
    this.connection = connection;
    this.lane = lane;
  }

  @Override
  public Map<UnitKey, UnitRecord> lock(SortedSet<UnitKey> keys) {
    var records = new HashMap<UnitKey, UnitRecord>();
    keys.forEach(key -> records.put(key, UnitRecord.of(key)));
    try (var statement = connection.prepareStatement(LOCK)) {
      statement.setArray(1, connection.createArrayOf("uuid", uuids(keys)));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var key = UnitKey.of(rows.getObject(1, UUID.class));
          var bytes = rows.getBytes(2);
          locked.put(key, bytes);
          records.put(key, UnitRecordCodec.decode(key, bytes));
        }
      }
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot read units of experiments", e);
    }
    return records;
  }

  private static UUID[] uuids(Collection<UnitKey> keys) {
    return keys.stream().map(UnitKey::uuid).toArray(UUID[]::new);
  }

  @Override
  public void put(Collection<UnitRecord> records, long slice) {
    var known = new RecordColumns();
    var added = new RecordColumns();
    for (var record : records.stream().sorted(Comparator.comparing(UnitRecord::key)).toList()) {
      var bytes = UnitRecordCodec.encode(record);
      var before = locked.get(record.key());
      if (before == null && !record.isEmpty()) {
        added.add(record, bytes);
      } else if (before != null && !Arrays.equals(before, bytes)) {
        known.add(record, bytes);
      }
    }
    try {
      write(UPDATE, known, slice);
      write(INSERT, added, slice);
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot keep units of experiments", e);
    }
  }

  /// A row that somebody else has added since the lock was taken is not seen: all is done again.
  private void write(String sql, RecordColumns rows, long slice) throws SQLException {
    if (rows.size() == 0) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, slice);
      rows.bind(connection, statement, 2);
      int written = statement.executeUpdate();
      if (written != rows.size()) {
        throw new StoreException.Unavailable(
            "Units of experiments were added by another lane: expected=%d written=%d"
                .formatted(rows.size(), written));
      }
    }
  }

  @Override
  public void add(SortedMap<TotalKey, Sums> changes) {
    if (changes.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(TotalColumns.ADD)) {
      new TotalColumns(changes).bind(connection, statement, lane);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot add to totals of experiments", e);
    }
  }
}
