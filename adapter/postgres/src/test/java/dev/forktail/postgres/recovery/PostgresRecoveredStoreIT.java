package dev.forktail.postgres.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.project.ProjectCatalog.Project;
import dev.forktail.engine.recovery.CsvSource;
import dev.forktail.engine.recovery.PastSlice;
import dev.forktail.engine.recovery.RecoveredStore.Content;
import dev.forktail.engine.rollup.Rollups;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.audit.PostgresStoreAudit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresRecoveredStoreIT {
  private static final CsvSource IDS =
      out -> out.write("project,message_id\n1,a\n1,b\n".getBytes(UTF_8));

  private final TestDatabase database;
  private final PostgresRecoveredStore store;

  PostgresRecoveredStoreIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresRecoveredStore(database.database());
  }

  @Test
  void ofMoreNamesThanHaveCountersThoseThatWereReceivedFirstHaveThem() {
    var filled = store.fill(content(IDS));

    assertThat(filled.events()).isEqualTo(2 * Rollups.NAMES_MAX + 5);
    assertThat(filled.names()).isEqualTo(Rollups.NAMES_MAX);
    assertThat(filled.messageIds()).isEqualTo(2);
    for (var unit : List.of("minute", "hour", "day")) {
      String events = "SELECT coalesce(sum(events), 0) FROM rollup_" + unit;
      assertThat(database.number(events)).isEqualTo(2 * Rollups.NAMES_MAX + 5);
      assertThat(database.number(events + " WHERE name = '(other)'")).isEqualTo(5);
      assertThat(database.number(events + " WHERE name IN ('late', 'later')")).isZero();
    }
    assertThat(database.number("SELECT names FROM rollup_name_count WHERE project = 1"))
        .isEqualTo(Rollups.NAMES_MAX);
    assertThat(database.number("SELECT count(*) FROM rollup_dimension_since WHERE since > now()"))
        .isEqualTo(3);
    assertThat(new PostgresStoreAudit(database.database()).recount(_ -> {})).isEmpty();
  }

  @Test
  void afterAFailureInTheMiddleItIsAsNewAndCanBeFilled() {
    CsvSource cutOff =
        out -> {
          out.write("project,message_id\n1,a\n".getBytes(UTF_8));
          throw new LakeException.Wrong("A file is gone");
        };

    assertThatThrownBy(() -> store.fill(content(cutOff))).isInstanceOf(LakeException.class);

    assertThat(store.isNew()).isTrue();
    assertThat(database.number("SELECT count(*) FROM rollup_minute")).isZero();
    assertThat(store.fill(content(IDS)).messageIds()).isEqualTo(2);
    assertThat(store.isNew()).isFalse();
  }

  /// Two events of each name in the first minute, and five of two names that occurred before them
  /// and were received after them.
  private static Content content(CsvSource ids) {
    CsvSource minutes =
        out -> {
          var lines = new StringBuilder("project,bucket,name,source,events,received\n");
          lines.append("1,2026-11-22 09:00:00+00,late,web,3,7000\n");
          lines.append("1,2026-11-22 09:00:00+00,later,web,2,7001\n");
          for (int i = 0; i < Rollups.NAMES_MAX; i++) {
            lines.append("1,2026-11-22 10:00:00+00,name-%d,web,2,%d\n".formatted(i, 6_000));
          }
          out.write(lines.toString().getBytes(UTF_8));
        };
    return new Content(
        List.of(new Project(new ProjectId(1), "shop")),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(new PastSlice(29_000_000, 5, Instant.parse("2026-11-22T10:00:00Z"))),
        29_000_000,
        1,
        List.of(minutes),
        List.of(ids));
  }
}
