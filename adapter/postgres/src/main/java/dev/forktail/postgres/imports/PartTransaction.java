package dev.forktail.postgres.imports;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.imports.Fault;
import dev.forktail.engine.imports.ImportCatalog;
import dev.forktail.engine.imports.ImportCatalog.Change;
import dev.forktail.engine.imports.ImportCatalog.Known;
import dev.forktail.engine.imports.ImportCatalog.Outcome;
import dev.forktail.engine.imports.ImportLetter;
import dev.forktail.engine.rollup.RollupCounters;
import dev.forktail.engine.rollup.RollupKey;
import dev.forktail.postgres.event.ImportSums;
import dev.forktail.postgres.event.ImportSums.Account;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;

/// The steps of committing a part, all but the COMMIT. When the outcome is not [Outcome#DONE], what
/// was done is to be rolled back.
///
/// The row of the exporter's epoch is held, so that no exporter takes over or swaps a pointer in
/// between. Rows of other transactions that are waited for: that one, then pointers, then names of
/// the project, as the exporter and the lanes do.
record PartTransaction(Connection connection, Known of, int number) {
  private static final String HOLD =
      """
      SELECT paused_at IS NOT NULL, set_config('idle_in_transaction_session_timeout', '5s', true)
      FROM export_state FOR SHARE
      """;
  private static final String COUNT =
      "UPDATE import_state SET commits = commits + 1 WHERE commits = ?";
  private static final String ADD_ACCOUNT =
      """
      INSERT INTO import_account (import, part, source, stored, duplicates, dead_letters)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  Outcome events(long commits, Change change) throws SQLException {
    if (!ImportTables.mark(connection, of.id(), number)) {
      return Outcome.DONE;
    }
    if (isPaused()) {
      return Outcome.PAUSED;
    }
    if (!count(commits)) {
      return Outcome.OVERTAKEN;
    }
    for (var move : change.moves()) {
      if (!PostgresLakeCatalog.move(connection, move.table(), move.expected(), move.next())) {
        return Outcome.MOVED;
      }
    }
    var counters = new RollupCounters();
    for (var minute : change.written().minutes()) {
      counters.add(
          new RollupKey(of.project(), minute.minute(), minute.name(), minute.source()),
          minute.events());
    }
    addAccounts(
        change.written().accounts().stream()
            .map(
                account ->
                    new Account(
                        of.project().value(),
                        account.source(),
                        account.stored(),
                        account.duplicates(),
                        0))
            .toList());
    ImportSums.addCounts(connection, ImportCatalog.LANE, counters);
    return Outcome.DONE;
  }

  Outcome letters(List<ImportLetter> letters) throws SQLException {
    if (!ImportTables.mark(connection, of.id(), number)) {
      return Outcome.DONE;
    }
    var claim = new Claim(of.id(), ImportCatalog.LANE, 0, 0);
    ImportSums.addLetters(connection, claim, letters.stream().map(this::kept).toList());
    var rows = new TreeMap<String, Long>();
    letters.forEach(letter -> rows.merge(ImportSums.source(letter.source()), 1L, Long::sum));
    addAccounts(
        rows.entrySet().stream()
            .map(entry -> new Account(of.project().value(), entry.getKey(), 0, 0, entry.getValue()))
            .toList());
    return Outcome.DONE;
  }

  private ImportSums.Letter kept(ImportLetter letter) {
    Fault fault = letter.fault();
    String place = (fault == Fault.UNREADABLE ? "Line " : "Row ") + letter.row() + ": ";
    return new ImportSums.Letter(
        letter.row(),
        new DeadLetter(
            of.project(),
            letter.source(),
            of.begun(),
            fault.reason(),
            fault.field(),
            place + (letter.detail() == null ? fault.message() : letter.detail()),
            Payload.ofText(letter.raw())));
  }

  private boolean isPaused() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(HOLD)) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private boolean count(long commits) throws SQLException {
    try (var statement = connection.prepareStatement(COUNT)) {
      statement.setLong(1, commits);
      return statement.executeUpdate() == 1;
    }
  }

  private void addAccounts(List<Account> accounts) throws SQLException {
    try (var statement = connection.prepareStatement(ADD_ACCOUNT)) {
      for (var account : accounts) {
        statement.setObject(1, of.id());
        statement.setInt(2, number);
        statement.setString(3, account.source());
        statement.setLong(4, account.stored());
        statement.setLong(5, account.duplicates());
        statement.setLong(6, account.deadLetters());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    ImportSums.addAccounts(connection, ImportCatalog.LANE, accounts);
  }
}
