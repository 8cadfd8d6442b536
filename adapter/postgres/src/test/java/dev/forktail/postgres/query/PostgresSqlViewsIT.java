package dev.forktail.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.query.SqlView;
import dev.forktail.engine.query.SqlViews;
import dev.forktail.engine.query.SqlViews.Answer;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresSqlViewsIT {
  private static final ProjectId ONE = new ProjectId(1);
  private static final ProjectId TWO = new ProjectId(2);
  private static final SqlView BUYERS = new SqlView("buyers", "SELECT user_id FROM events");
  private static final SqlView NAMES = new SqlView("a_list", "SELECT * FROM buyers");

  private final TestDatabase database;
  private final SqlViews views;

  PostgresSqlViewsIT(TestDatabase database) {
    this.database = database;
    this.views = new PostgresSqlViews(database.database());
  }

  @BeforeEach
  void addProjects() {
    database.execute("INSERT INTO project (name) VALUES ('one'), ('two')");
  }

  @Test
  void viewsAreListedBehindThoseThatTheyRead() {
    assertThat(views.add(ONE, BUYERS, Set.of())).isEqualTo(new Answer.Done());
    assertThat(views.add(ONE, NAMES, Set.of("buyers"))).isEqualTo(new Answer.Done());

    assertThat(views.list(ONE)).containsExactly(BUYERS, NAMES);
    assertThat(views.list(TWO)).isEmpty();
  }

  @Test
  void aViewNeverChanges() {
    views.add(ONE, BUYERS, Set.of());

    assertThat(views.add(ONE, BUYERS, Set.of())).isEqualTo(new Answer.Known());
    assertThat(views.add(ONE, new SqlView("buyers", "SELECT 1"), Set.of()))
        .isInstanceOf(Answer.Refused.class);
    assertThat(views.add(TWO, new SqlView("buyers", "SELECT 1"), Set.of()))
        .isEqualTo(new Answer.Done());
    assertThat(views.list(ONE)).containsExactly(BUYERS);
  }

  @Test
  void aViewThatAnotherReadsStays() {
    views.add(ONE, BUYERS, Set.of());
    views.add(ONE, NAMES, Set.of("buyers"));

    assertThat(views.drop(ONE, "buyers"))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.reason()).contains("a_list"));
    assertThat(views.drop(ONE, "a_list")).isEqualTo(new Answer.Done());
    assertThat(views.drop(ONE, "buyers")).isEqualTo(new Answer.Done());
    assertThat(views.drop(ONE, "buyers")).isEqualTo(new Answer.Missing());
    assertThat(views.add(ONE, NAMES, Set.of("buyers"))).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void thereIsAnEndToTheirNumber() {
    IntStream.range(0, SqlViews.VIEWS_MAX)
        .forEach(i -> views.add(ONE, new SqlView("v" + i, "SELECT 1"), Set.of()));

    assertThat(views.add(ONE, BUYERS, Set.of())).isInstanceOf(Answer.Refused.class);
    assertThat(views.add(TWO, BUYERS, Set.of())).isEqualTo(new Answer.Done());
  }
}
