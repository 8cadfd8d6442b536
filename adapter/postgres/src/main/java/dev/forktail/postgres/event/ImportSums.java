package dev.forktail.postgres.event;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.rollup.RollupCounters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What an import adds to all that is kept as a sum, in the caller's transaction: as a batch does,
/// but for the rows of a slice.
public final class ImportSums {
  private ImportSums() {}

  /// A row that was refused.
  public record Letter(long row, DeadLetter deadLetter) {}

  /// What became of the rows of one source.
  public record Account(
      int project, String source, long stored, long duplicates, long deadLetters) {}

  /// Adds the counts of events.
  public static void addCounts(Connection connection, short lane, RollupCounters counters)
      throws SQLException {
    Sums.addRollups(connection, lane, counters);
  }

  /// Adds to accounts.
  public static void addAccounts(Connection connection, short lane, List<Account> accounts)
      throws SQLException {
    Sums.addAccounts(connection, lane, Accounts.of(accounts));
  }

  /// Keeps refused rows. The source in their accounts has to be that of [#source].
  ///
  /// @param claim in whose name, which no journal has
  public static void addLetters(Connection connection, Claim claim, List<Letter> letters)
      throws SQLException {
    var kept = new ArrayList<BatchParts.Letter>();
    letters.forEach(letter -> kept.add(new BatchParts.Letter(letter.row(), letter.deadLetter())));
    DeadLetterCopy.copy(connection, claim, kept, new BinaryRows());
  }

  /// A source as dead letters and accounts have it.
  public static String source(String source) {
    return DeadLetterCopy.storableSource(source);
  }
}
