package dev.forktail.postgres.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.page.Content;
import dev.forktail.engine.page.PageDefinition;
import dev.forktail.engine.page.PageEditor;
import dev.forktail.engine.page.PageNews;
import dev.forktail.engine.page.Slug;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresPageNewsIT {
  private static final Slug SUMMER = new Slug("summer");
  private static final String FOLLOWS = "follows";

  private final TestDatabase database;
  private final ProductDatabase product = new ProductDatabase();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Thread follower = Thread.ofPlatform().unstarted(this::follow);

  PostgresPageNewsIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() throws Exception {
    product.open(database.config());
    follower.start();
    assertThat(next()).isEqualTo(FOLLOWS);
  }

  @AfterEach
  void close() throws Exception {
    follower.interrupt();
    follower.join();
    product.close();
  }

  @Test
  void whatIsPublishedOrWithdrawnIsToldAndADraftIsNot() throws Exception {
    var editor = new PageEditor(new PostgresPageCatalog(product));
    editor.create(new ProjectId(1), page("A"), false, change());
    editor.publish(new ProjectId(1), SUMMER, OptionalLong.empty(), change());
    assertThat(next()).isEqualTo("summer 2");

    editor.replace(new ProjectId(1), page("B"), 2, false, change());
    editor.withdraw(new ProjectId(1), SUMMER, OptionalLong.empty(), change());
    assertThat(next()).isEqualTo("summer 4");
  }

  @Test
  void whenNoticesAreLostAllIsLookedAtAgain() throws Exception {
    execute("UPDATE page_editions SET version = version + 1");

    assertThat(next()).isEqualTo(FOLLOWS);
    new PageEditor(new PostgresPageCatalog(product))
        .create(new ProjectId(1), page("A"), true, change());
    assertThat(next()).isEqualTo("summer 1");
  }

  @Test
  void aLostConnectionIsToldAtOnce() throws Exception {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT version FROM"
            + " page_editions' AND datname = current_database()");

    assertThat(next()).isEqualTo("away");
  }

  private void follow() {
    try {
      new PostgresPageNews(product)
          .follow(
              new PageNews.Listener() {
                @Override
                public void follows() {
                  heard.add(FOLLOWS);
                }

                @Override
                public void changed(Slug slug, long version) {
                  heard.add(slug + " " + version);
                }
              });
    } catch (StoreException _) { // the test asks for it
      heard.add("away");
    }
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Change change() {
    return new Change("admin", Instant.parse("2026-11-23T12:00:00Z"), Action.EDIT, "");
  }

  private static PageDefinition page(String html) {
    return new PageDefinition(
        SUMMER, Optional.empty(), new Content.Html(html), Map.of(), Duration.ZERO);
  }
}
