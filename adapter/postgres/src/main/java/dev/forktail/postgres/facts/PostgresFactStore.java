package dev.forktail.postgres.facts;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.facts.FactStore;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.SqlFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/// The copies in the event database, whole.
public final class PostgresFactStore implements FactStore {
  private final PostgresDatabase database;

  public PostgresFactStore(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public List<Copy> list() {
    return database.call("list facts", FactReading::whole).stream().map(this::copy).toList();
  }

  private Copy copy(FactReading.Whole whole) {
    return new Copy(whole.table(), whole.isReady(), out -> copy(whole, out));
  }

  /// Looks again, in the transaction that reads.
  private void copy(FactReading.Whole whole, OutputStream out) throws IOException {
    try (var connection = database.connectForSnapshot()) {
      try {
        if (!FactReading.whole(connection).contains(whole)) {
          throw new StoreException.Unavailable(whole.table().qualified() + " is being copied");
        }
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (%s) TO STDOUT (FORMAT binary)".formatted(whole.select()), out);
      } catch (SQLException | IOException | RuntimeException e) {
        database.discard(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot read " + whole.table().qualified(), e);
    }
  }
}
