package dev.forktail.postgres.audit;

import dev.forktail.engine.audit.StoreAudit;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Recounts every slice that is still here, as of one moment, while events go on arriving.
///
/// At that moment the sums are copied and the open slice is counted; sealed slices do not change
/// and are counted afterwards, one by one. Where slices were dropped, their events are missing from
/// the recount: then rollups, accounts and message ids are only checked for being at least what is
/// left, and `progress` hears so.
public final class PostgresStoreAudit implements StoreAudit {
  private static final String OPEN_SLICE = "SELECT id FROM kept_slice WHERE state = 'open'";
  private static final String SEALED_SLICES =
      "SELECT id FROM kept_slice WHERE state = 'sealed' ORDER BY id";
  private static final String DROPPED_SLICES =
      "SELECT count(*) FROM kept_slice WHERE state = 'dropped'";
  private static final String GENERATIONS_OF_SLICES =
      "SELECT DISTINCT generation FROM kept_slice WHERE state <> 'dropped' ORDER BY 1";

  private final PostgresDatabase database;

  public PostgresStoreAudit(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public List<Difference> recount(Consumer<String> progress) {
    try (var session = AuditSession.open(database)) {
      progress.accept("Copying the sums and recounting the open slice");
      session.atOneMoment("begin a recount", PostgresStoreAudit::begin);
      var sealed =
          session.call(
              "list slices", connection -> AuditSession.numbers(connection, SEALED_SLICES));
      for (int i = 0; i < sealed.size(); i++) {
        long slice = sealed.get(i);
        progress.accept("Recounting slice %d (%d of %d)".formatted(slice, i + 1, sealed.size()));
        session.call("recount slice " + slice, connection -> SliceRecount.add(connection, slice));
      }
      progress.accept("Comparing");
      return session.call("compare a recount", connection -> compare(connection, progress));
    }
  }

  private static boolean begin(Connection connection) throws SQLException {
    KeptSums.copy(connection);
    SliceRecount.begin(connection);
    for (long slice : AuditSession.numbers(connection, OPEN_SLICE)) {
      SliceRecount.add(connection, slice);
    }
    return true;
  }

  private static List<Difference> compare(Connection connection, Consumer<String> progress)
      throws SQLException {
    AuditSession.execute(connection, "ANALYZE recount, recount_id");
    var differences = new ArrayList<Difference>();
    for (var query : queries(connection, progress)) {
      differences.addAll(Differences.read(connection, query));
    }
    return differences;
  }

  private static List<String> queries(Connection connection, Consumer<String> progress)
      throws SQLException {
    var compared = new Differences(isComplete(connection, progress));
    var queries = new ArrayList<>(compared.ofSums());
    for (long generation : KeptSums.generations(connection)) {
      var table = StoreTables.messageIds((int) generation);
      queries.add(compared.idCount(generation, table));
      if (exists(connection, table)) {
        queries.add(Differences.unknownIds(generation, table));
      }
    }
    for (long generation : AuditSession.numbers(connection, GENERATIONS_OF_SLICES)) {
      queries.add(Differences.doubled(generation));
    }
    return queries;
  }

  private static boolean isComplete(Connection connection, Consumer<String> progress)
      throws SQLException {
    long dropped = AuditSession.numbers(connection, DROPPED_SLICES).getFirst();
    if (dropped > 0) {
      progress.accept(
          "%d slices were dropped: sums that include them are only checked for being large enough"
              .formatted(dropped));
    }
    return dropped == 0;
  }

  /// A generation can be dropped while slices are recounted.
  private static boolean exists(Connection connection, String table) throws SQLException {
    return !AuditSession.numbers(
            connection, "SELECT 1 WHERE to_regclass('" + table + "') IS NOT NULL")
        .isEmpty();
  }
}
