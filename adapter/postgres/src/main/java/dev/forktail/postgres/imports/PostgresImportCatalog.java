package dev.forktail.postgres.imports;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.imports.ImportCatalog;
import dev.forktail.engine.imports.ImportLetter;
import dev.forktail.engine.imports.ImportPart;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Imports in the tables `import`, `import_part`, `import_account` and `import_state`.
public final class PostgresImportCatalog implements ImportCatalog {
  private static final String COMMITS = "SELECT commits FROM import_state";
  private static final String EPOCH = "SELECT epoch FROM export_state";

  private final PostgresDatabase database;

  public PostgresImportCatalog(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Known begin(UUID id, ProjectId project, String file, Instant now) {
    return database.transact(
        "note an import", on -> ImportTables.begin(on, id, project, file, now));
  }

  @Override
  public void giveUp(UUID id) {
    var _ = database.transact("forget an import", on -> ImportTables.giveUp(on, id));
  }

  @Override
  public void plan(UUID id, List<ImportPart> parts) {
    var _ = database.transact("note an import", on -> ImportTables.plan(on, id, parts));
  }

  @Override
  public List<ImportPart> open(UUID id) {
    return database.call("list the parts of an import", on -> ImportTables.open(on, id));
  }

  @Override
  public Known finish(UUID id, Instant now) {
    return database.transact("note an import", on -> ImportTables.finish(on, id, now));
  }

  @Override
  public long commits() {
    return database.call("look for other imports", on -> number(on, COMMITS));
  }

  @Override
  public long exporterEpoch() {
    return database.call("look who exports", on -> number(on, EPOCH));
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public Outcome commit(Known of, ImportPart.Events part, long commits, Change change) {
    return commit(on -> new PartTransaction(on, of, part.number()).events(commits, change));
  }

  @Override
  public Outcome commit(Known of, ImportPart.Letters part, List<ImportLetter> letters) {
    return commit(on -> new PartTransaction(on, of, part.number()).letters(letters));
  }

  private Outcome commit(SqlWork<Outcome> work) {
    return database.transact(
        "commit a part of an import",
        connection -> {
          var outcome = work.on(connection);
          if (outcome != Outcome.DONE) {
            connection.rollback();
          }
          return outcome;
        });
  }
}
