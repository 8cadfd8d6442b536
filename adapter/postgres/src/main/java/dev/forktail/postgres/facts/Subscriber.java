package dev.forktail.postgres.facts;

import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The side of the event database: copies, and a subscription by which its server fetches rows and
/// changes. Nothing here waits for the product database but [#begin] and [#refresh].
final class Subscriber {
  private static final String ID = "SELECT id FROM fact_state";
  private static final String SUBSCRIPTION =
      """
      SELECT s.oid, s.subenabled, coalesce(counted.apply_error_count, 0)
      FROM pg_subscription s LEFT JOIN pg_stat_subscription_stats counted ON counted.subid = s.oid
      WHERE s.subname = ?
        AND s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  /// Readers of a table that is to go are waited for no longer.
  private static final String PATIENCE = "SET LOCAL lock_timeout = '5s'";

  private final PostgresDatabase database;
  private final Names names;

  private Subscriber(PostgresDatabase database, Names names) {
    this.database = database;
    this.names = names;
  }

  /// Asks `database` who it is.
  static Subscriber of(PostgresDatabase database) {
    var names =
        database.call(
            "name the replication of facts",
            on -> {
              try (var statement = on.prepareStatement(ID);
                  var rows = statement.executeQuery()) {
                rows.next();
                return Names.of(rows.getString(1));
              }
            });
    return new Subscriber(database, names);
  }

  Names names() {
    return names;
  }

  SubscriberLook look(List<SourceTable> sources) {
    return database.call("look at the copies of facts", on -> look(on, sources));
  }

  private SubscriberLook look(Connection on, List<SourceTable> sources) throws SQLException {
    var copies = CopyList.read(on);
    var taken =
        new HashSet<>(CopyList.taken(on, sources.stream().map(SourceTable::qualified).toList()));
    copies.forEach(copy -> taken.remove(copy.qualified()));
    try (var statement = on.prepareStatement(SUBSCRIPTION)) {
      statement.setString(1, names.text());
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          return new SubscriberLook(Optional.empty(), false, 0, copies, taken);
        }
        return new SubscriberLook(
            Optional.of(rows.getLong(1)), rows.getBoolean(2), rows.getLong(3), copies, taken);
      }
    }
  }

  /// Subscribes to `sources`, whose copies are empty then. Together with that, what is no longer
  /// wanted goes.
  void begin(List<SourceTable> sources, Conninfo from) {
    change(
        "subscribe to facts",
        on -> {
          var wanted = sources.stream().map(SourceTable::qualified).toList();
          for (var copy : CopyList.read(on)) {
            if (!wanted.contains(copy.qualified())) {
              CopyList.drop(on, copy);
            }
          }
          CopyList.renew(on, sources);
          execute(
              on,
              "CREATE SUBSCRIPTION %1$s CONNECTION %2$s PUBLICATION %1$s WITH (create_slot = false)"
                  .formatted(names.text(), Quoted.text(from.text())));
          return true;
        });
  }

  /// Subscribes to nothing any more, whether the product database is there or not. The slot stays.
  void end() {
    change(
        "end the subscription to facts",
        on -> {
          String alter = "ALTER SUBSCRIPTION " + names.text();
          execute(on, alter + " DISABLE");
          execute(on, alter + " SET (slot_name = NONE)");
          execute(on, "DROP SUBSCRIPTION " + names.text());
          return true;
        });
  }

  /// Drops these copies.
  void drop(Collection<CopiedTable> copies) {
    change(
        "drop copies of facts",
        on -> {
          for (var copy : copies) {
            CopyList.drop(on, copy);
          }
          return true;
        });
  }

  /// Makes these copies empty, and like their sources.
  void renew(List<SourceTable> sources) {
    change(
        "make tables for facts",
        on -> {
          CopyList.renew(on, sources);
          return true;
        });
  }

  /// Says where the product database is now.
  void connect(Conninfo to) {
    alter("CONNECTION " + Quoted.text(to.text()));
  }

  /// Takes note of what is published, and begins to copy what is new.
  void refresh() {
    alter("REFRESH PUBLICATION");
  }

  private void alter(String change) {
    database.call(
        "change the subscription to facts",
        on -> {
          execute(on, "ALTER SUBSCRIPTION " + names.text() + " " + change);
          return true;
        });
  }

  private void change(String cannot, SqlWork<Boolean> work) {
    database.transact(
        cannot,
        on -> {
          execute(on, PATIENCE);
          return work.on(on);
        });
  }

  private static void execute(Connection on, String sql) throws SQLException {
    try (var statement = on.createStatement()) {
      statement.execute(sql);
    }
  }
}
