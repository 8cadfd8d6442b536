package dev.forktail.postgres.facts;

import dev.forktail.engine.facts.FactTable;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.facts.PublisherLook.Slot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The side of the product database: a publication of the tables, and a slot that keeps what has
/// not arrived.
final class Publisher {
  private static final String SERVER =
      """
      SELECT current_setting('wal_level'),
        (SELECT setting::bigint FROM pg_settings WHERE name = 'max_slot_wal_keep_size'),
        (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint,
        EXISTS (SELECT FROM pg_publication WHERE pubname = ?)
      """;
  private static final String TABLES =
      "SELECT format('\"%s\".\"%s\"', replace(schemaname, '\"', '\"\"'), replace(tablename, '\"',"
          + " '\"\"')) FROM pg_publication_tables WHERE pubname = ?";
  private static final String SLOT =
      """
      SELECT coalesce(wal_status = 'lost', false) OR confirmed_flush_lsn IS NULL,
        coalesce(confirmed_flush_lsn - '0/0'::pg_lsn, 0)::bigint,
        coalesce(pg_current_wal_lsn() - restart_lsn, 0)::bigint
      FROM pg_replication_slots WHERE slot_name = ?
      """;
  private static final String END_READER =
      """
      SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots
      WHERE slot_name = ? AND active_pid IS NOT NULL
      """;
  private static final String DROP_SLOT =
      "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = ?";

  /// Slots of copies that were never finished; and those that nobody can use any more.
  private static final String DROP_REMAINS =
      """
      SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
      WHERE database = current_database() AND NOT active AND plugin = 'pgoutput' AND (
        slot_name LIKE 'pg\\_' || ? || '\\_sync\\_%'
        OR wal_status = 'lost' AND (slot_name LIKE 'pg\\_%\\_sync\\_%'
          OR slot_name LIKE 'forktail\\_facts\\_%'))
      """;

  private static final String MAKE_SLOT =
      "SELECT pg_create_logical_replication_slot(?, 'pgoutput')";

  private final ProductDatabase database;
  private final Names names;

  Publisher(ProductDatabase database, Names names) {
    this.database = database;
    this.names = names;
  }

  PostgresConfig where() {
    return database.where();
  }

  PublisherLook look(List<FactTable> wanted) {
    return database.call("look at the facts of the product", on -> look(on, wanted));
  }

  private PublisherLook look(Connection on, List<FactTable> wanted) throws SQLException {
    var tables = SourceTables.of(on, wanted);
    try (var statement = on.prepareStatement(SERVER)) {
      statement.setString(1, names.text());
      try (var rows = statement.executeQuery()) {
        rows.next();
        return new PublisherLook(
            rows.getString(1),
            rows.getLong(2),
            rows.getLong(3),
            rows.getBoolean(4) ? Optional.of(published(on)) : Optional.empty(),
            slot(on),
            tables.found(),
            tables.faults());
      }
    }
  }

  private Set<String> published(Connection on) throws SQLException {
    try (var statement = on.prepareStatement(TABLES)) {
      statement.setString(1, names.text());
      try (var rows = statement.executeQuery()) {
        var tables = new HashSet<String>();
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
        return tables;
      }
    }
  }

  private Optional<Slot> slot(Connection on) throws SQLException {
    try (var statement = on.prepareStatement(SLOT)) {
      statement.setString(1, names.text());
      try (var rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(new Slot(rows.getBoolean(1), rows.getLong(2), rows.getLong(3)))
            : Optional.empty();
      }
    }
  }

  /// Makes publication and slot anew, in this order: a slot does not find a publication that is
  /// younger.
  ///
  /// @param subscription the number of the one before
  void begin(List<SourceTable> tables, long subscription) {
    end(subscription);
    database.call(
        "publish facts",
        on -> {
          execute(
              on,
              "CREATE PUBLICATION %s%s WITH (publish_via_partition_root = true)"
                  .formatted(names.text(), tables.isEmpty() ? "" : " FOR TABLE " + list(tables)));
          ask(on, MAKE_SLOT, names.text());
          return true;
        });
  }

  private static String list(Collection<SourceTable> tables) {
    return tables.stream().map(SourceTable::qualified).collect(Collectors.joining(", "));
  }

  /// Drops both, and what copies left behind.
  void end(long subscription) {
    database.call(
        "stop publishing facts",
        on -> {
          dropSlot(on);
          ask(on, DROP_REMAINS, Long.toString(subscription));
          execute(on, "DROP PUBLICATION IF EXISTS " + names.text());
          return true;
        });
  }

  /// Lets go of the log.
  void dropSlot() {
    database.call(
        "drop the slot of the facts",
        on -> {
          dropSlot(on);
          return true;
        });
  }

  private void dropSlot(Connection on) throws SQLException {
    ask(on, END_READER, names.text());
    ask(on, DROP_SLOT, names.text());
  }

  /// Publishes these as well.
  void add(List<SourceTable> tables) {
    alter("ADD TABLE " + list(tables));
  }

  /// No longer publishes these.
  ///
  /// @param tables quoted
  void remove(Collection<String> tables) {
    alter("DROP TABLE " + String.join(", ", tables));
  }

  private void alter(String change) {
    database.call(
        "change what facts are published",
        on -> {
          execute(on, "ALTER PUBLICATION " + names.text() + " " + change);
          return true;
        });
  }

  private static void execute(Connection on, String sql) throws SQLException {
    try (var statement = on.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void ask(Connection on, String sql, String value) throws SQLException {
    try (var statement = on.prepareStatement(sql)) {
      statement.setString(1, value);
      statement.execute();
    }
  }
}
