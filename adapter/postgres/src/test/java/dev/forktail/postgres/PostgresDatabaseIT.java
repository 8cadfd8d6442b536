package dev.forktail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresDatabaseIT {
  private final TestDatabase database;

  PostgresDatabaseIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void aDatabaseOfSomethingElseIsLeftAlone() {
    database.execute("CREATE TABLE customer (id integer)");

    assertThatThrownBy(database::database)
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("holds tables of something else");
    assertThat(database.column("SELECT relname FROM pg_class WHERE relname = 'slice'")).isEmpty();
  }

  @Test
  void openingAgainChangesNothing() {
    database.database();
    var history = "SELECT count(*) FROM flyway_schema_history";
    long migrations = database.number(history);
    try (var again = PostgresDatabase.open(database.config(), TestDatabase.OPENED)) {
      boolean valid = again.call("ask", connection -> connection.isValid(1));
      assertThat(valid).isTrue();
    }
    assertThat(database.number("SELECT count(*) FROM slice")).isOne();
    assertThat(database.number(history)).isEqualTo(migrations);
  }

  @Test
  void reachingTellsAServerThatIsAwayFromOneThatWillNotHaveUs() {
    var there = database.config();
    var nowhere = PostgresConfig.standard("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");
    var stranger = PostgresConfig.standard(there.url(), "a_stranger", "no_password");
    var otherName =
        PostgresConfig.standard(
            there.url().replace("?", "_not_there?"), there.user(), there.password());

    assertThat(reach(there)).isInstanceOf(Reach.Answers.class);
    assertThat(reach(nowhere)).isInstanceOf(Reach.Away.class);
    assertThat(reach(stranger)).isInstanceOf(Reach.Denied.class);
    assertThat(reach(otherName)).isInstanceOf(Reach.Denied.class);
  }

  private static Reach reach(PostgresConfig config) {
    try (var reached = PostgresDatabase.at(config)) {
      return reached.reach();
    }
  }

  @Test
  void lanesGiveUpWhatTakesTooLong() throws Exception {
    database.database();
    try (var lane = LaneSession.connect(database.config(java.time.Duration.ofMillis(300)), "lane");
        var statement = lane.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(30)"))
          .isInstanceOf(java.sql.SQLException.class);
    }
  }
}
