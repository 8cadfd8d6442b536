package dev.forktail.postgres.page;

import dev.forktail.engine.page.PageNews;
import dev.forktail.engine.page.Slug;
import dev.forktail.postgres.ProductDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What visitors see differently, by LISTEN and NOTIFY, on a connection of its own. Once a second
/// one look at `page_editions` shows whether the database is there, and whether all notices came:
/// something between that swallows them costs a second, not the promise.
public final class PostgresPageNews implements PageNews {
  static final String CHANNEL = "forktail_page";

  private static final Logger log = LoggerFactory.getLogger(PostgresPageNews.class);
  private static final String VERSION = "SELECT version FROM page_editions";
  private static final int LOOK_MILLIS = 900;

  private final ProductDatabase database;

  public PostgresPageNews(ProductDatabase database) {
    this.database = database;
  }

  @Override
  public void follow(Listener listener) {
    database.call(
        "follow the pages",
        connection -> {
          follow(connection, listener);
          return true;
        });
  }

  private static void follow(Connection connection, Listener listener) throws SQLException {
    var notices = connection.unwrap(PGConnection.class);
    try (var statement = connection.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
    long heard = version(connection);
    long expected = heard;
    listener.follows();
    while (!Thread.currentThread().isInterrupted()) {
      heard = tell(notices.getNotifications(LOOK_MILLIS), heard, listener);
      if (heard < expected) {
        log.warn("Notices of pages were lost, so all are looked at again: last={}", heard);
        listener.follows();
        heard = expected;
      }
      // The notice of what this look shows may still be on its way: it has time until the next.
      expected = version(connection);
    }
  }

  /// The number of the last notice, as far as they came without a gap.
  private static long tell(PGNotification[] notices, long before, Listener listener) {
    long heard = before;
    for (var notice : notices == null ? new PGNotification[0] : notices) {
      String[] parts = notice.getParameter().split(" ", 3);
      listener.changed(new Slug(parts[0]), Long.parseLong(parts[1]));
      long number = Long.parseLong(parts[2]);
      heard = number == heard + 1 ? number : heard;
    }
    return heard;
  }

  private static long version(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(VERSION);
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
