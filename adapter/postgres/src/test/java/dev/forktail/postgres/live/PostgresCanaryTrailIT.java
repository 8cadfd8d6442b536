package dev.forktail.postgres.live;

import static dev.forktail.engine.event.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.live.CanaryName;
import dev.forktail.engine.live.CanaryTrail.Reached;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.export.StoredSlices;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresCanaryTrailIT {
  private static final Optional<Instant> NONE = Optional.empty();

  private final TestDatabase database;
  private final StoredSlices slices;
  private final PostgresCanaryTrail trail;

  PostgresCanaryTrailIT(TestDatabase database) {
    this.database = database;
    this.slices = new StoredSlices(database);
    this.trail = new PostgresCanaryTrail(database.database(), "node");
  }

  @AfterEach
  void close() {
    slices.close();
  }

  @Test
  void withoutACanaryThereIsNoTrail() {
    slices.store(List.of(Events.event("m-1")));

    assertThat(trail.follow(Long.MAX_VALUE)).isEqualTo(new Reached(NONE, NONE, NONE, NONE));
  }

  @Test
  void aStoredCanaryGoesOnWithItsSlice() throws SQLException {
    var first = Optional.of(fly(3));
    assertThat(trail.follow(0)).isEqualTo(new Reached(first, NONE, NONE, NONE));

    long slice = slices.seal().slice();
    var second = Optional.of(fly(63));
    assertThat(trail.follow(slice)).isEqualTo(new Reached(second, first, NONE, NONE));

    execute("UPDATE slice SET staged_at = now() WHERE id = " + slice);
    assertThat(trail.follow(slice)).isEqualTo(new Reached(second, first, first, NONE));
    assertThat(trail.follow(slice + 1)).isEqualTo(new Reached(second, first, first, first));
  }

  @Test
  void aCanaryThatWasNotSeenInItsSliceCountsWithTheNext() {
    var unseen = Optional.of(fly(3));
    slices.seal();
    assertThat(trail.follow(0)).isEqualTo(new Reached(unseen, NONE, NONE, NONE));

    slices.store(List.of(Events.event("m-1")));
    slices.seal();
    assertThat(trail.follow(0)).isEqualTo(new Reached(unseen, unseen, NONE, NONE));
  }

  @Test
  void theTrailOutlivesTheProcess() {
    var first = Optional.of(fly(3));
    trail.follow(0);
    slices.seal();

    var next = new PostgresCanaryTrail(database.database(), "node");
    assertThat(next.follow(0)).isEqualTo(new Reached(first, first, NONE, NONE));
  }

  @Test
  void eachNodeFollowsItsOwn() {
    fly(3);

    assertThat(new PostgresCanaryTrail(database.database(), "other").follow(0).stored()).isEmpty();
  }

  private Instant fly(int second) {
    var sent = NOON.plusSeconds(second);
    slices.store(
        List.of(
            new Event(
                ProjectId.OWN,
                "node",
                EventType.TRACK,
                "canary-" + sent,
                CanaryName.of(sent),
                "canary",
                null,
                null,
                sent,
                false,
                sent,
                Payload.ofText("{}"))));
    return sent;
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
