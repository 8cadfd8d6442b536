package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The oracle itself: what is planted must turn it red.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OracleIT {
  private final Workshop workshop = new Workshop("oracle");
  private final ServerProcess server =
      new ServerProcess(workshop, ServerProcess.Setup.in(workshop.folder("data")));
  private Oracle oracle = new Oracle();
  private String table = "";

  @BeforeAll
  void storeSome() throws SQLException {
    server.start();
    var sender = Sender.start(server.port(), 1_000);
    sender.awaitMore(500, Duration.ofSeconds(30));
    sender.stop(Duration.ofSeconds(20));
    oracle = new Oracle(sender);
    assertThat(oracle.judge(server::connect)).matches(Verdict::isClean);
    try (var connection = server.connect()) {
      table = Oracle.slices(connection).getFirst();
    }
  }

  @AfterAll
  void end() {
    workshop.close();
  }

  @Test
  void aLostRowIsFound() throws SQLException {
    var verdict = after("DELETE FROM :table WHERE ctid = (SELECT min(ctid) FROM :table)");

    assertThat(verdict.lost()).isEqualTo(1);
    assertThat(verdict.miscounted()).isPositive();
  }

  @Test
  void aDoubleRowIsFound() throws SQLException {
    var verdict = after("INSERT INTO :table SELECT * FROM :table LIMIT 1");

    assertThat(verdict.duplicated()).isEqualTo(1);
    assertThat(verdict.miscounted()).isPositive();
  }

  @Test
  void aRowThatNobodySentIsFound() throws SQLException {
    var verdict =
        after("UPDATE :table SET message_id = message_id || 'fffff' WHERE message_id LIKE '%-1'");

    assertThat(verdict.phantom()).isEqualTo(1);
    assertThat(verdict.lost()).isEqualTo(1);
  }

  @Test
  void aChangedPayloadIsFound() throws SQLException {
    var verdict = after("UPDATE :table SET payload = payload || ' ' WHERE message_id LIKE '%-1'");

    assertThat(verdict.changed()).isEqualTo(1);
  }

  @Test
  void eachWrongSumIsFound() throws SQLException {
    for (var sum : new String[] {"rollup_minute", "rollup_hour", "rollup_day"}) {
      var verdict = after("UPDATE %s SET events = events + 1".formatted(sum));
      assertThat(verdict.miscounted()).as(sum).isPositive();
    }
    assertThat(after("UPDATE source_account SET stored = stored + 1").miscounted()).isPositive();
    assertThat(after("UPDATE slice_rows SET rows = rows + 1").miscounted()).isPositive();
  }

  @Test
  void aWrongCountIsFoundAfterTheSealToo() throws SQLException {
    var seal =
        """
        UPDATE slice SET state = 'sealed', sealed_at = now(), rows = %s
        WHERE ':table' = 'event_slice_' || id
        """;
    var sealed = seal.formatted("(SELECT count(*) FROM :table)");
    var wrong = "WITH s AS (" + sealed + " RETURNING id) UPDATE slice_rows SET rows = rows + 1";

    assertThat(after(sealed).miscounted()).isZero();
    assertThat(after(seal.formatted("1")).miscounted()).isPositive();
    assertThat(after(wrong).miscounted()).isPositive();
  }

  /// The verdict when `sql` was done to the store; then it is undone.
  private Verdict after(String sql) throws SQLException {
    try (var connection = server.connect()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (var statement = connection.createStatement()) {
        assertThat(statement.executeUpdate(sql.replace(":table", table))).isPositive();
      }
      return oracle.judge(connection); // which rolls back
    }
  }
}
