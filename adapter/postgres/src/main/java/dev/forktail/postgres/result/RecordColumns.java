package dev.forktail.postgres.result;

import dev.forktail.engine.result.live.UnitRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Records of units as the columns of one statement: id, lasting, forgotten, record.
final class RecordColumns {
  private final List<UUID> ids = new ArrayList<>();
  private final List<Boolean> lasting = new ArrayList<>();
  private final List<Boolean> forgotten = new ArrayList<>();
  private final List<byte[]> records = new ArrayList<>();

  void add(UnitRecord record, byte[] bytes) {
    ids.add(record.key().uuid());
    lasting.add(record.isLasting());
    forgotten.add(record.isForgotten());
    records.add(bytes);
  }

  int size() {
    return ids.size();
  }

  void bind(Connection connection, PreparedStatement statement, int first) throws SQLException {
    statement.setArray(first, connection.createArrayOf("uuid", ids.toArray()));
    statement.setArray(first + 1, connection.createArrayOf("boolean", lasting.toArray()));
    statement.setArray(first + 2, connection.createArrayOf("boolean", forgotten.toArray()));
    statement.setArray(
        first + 3, connection.createArrayOf("bytea", records.toArray(byte[][]::new)));
  }
}
