package dev.forktail.postgres.page;

import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.page.Edition;
import dev.forktail.engine.page.PageCatalog;
import dev.forktail.engine.page.PageDefinition;
import dev.forktail.engine.page.PageLine;
import dev.forktail.engine.page.PageOutcome;
import dev.forktail.engine.page.Slug;
import dev.forktail.engine.page.StoredPage;
import dev.forktail.engine.page.json.PageJson;
import dev.forktail.postgres.AuditRows;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.SqlMoments;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Pages in the product database. Who edits holds the row of `page_editions` first, so that edits
/// follow each other; readers do not wait.
public final class PostgresPageCatalog implements PageCatalog {
  private static final String LIST =
      "SELECT slug, version, published, changed FROM page WHERE project = ? ORDER BY slug";
  private static final String FIND =
      """
      SELECT project, definition, page.version, published, created, changed
      FROM page JOIN page_version AS newest
        ON newest.page = page.id AND newest.version = page.version
      WHERE slug = ?
      """;
  private static final String FIND_VERSION =
      """
      SELECT definition FROM page JOIN page_version ON page_version.page = page.id
      WHERE project = ? AND slug = ? AND page_version.version = ?
      """;
  private static final String HISTORY =
      """
      SELECT page_version.version, at, who, what, note
      FROM page JOIN page_version ON page_version.page = page.id
      WHERE project = ? AND slug = ? ORDER BY page_version.version DESC
      """;
  private static final String HOLD = "SELECT FROM page_editions FOR UPDATE";
  private static final String STORE =
      """
      INSERT INTO page (project, slug, version, published, edition, created, changed)
      VALUES (?, ?, ?, ?, coalesce(?, 0), ?, ?)
      ON CONFLICT (slug) DO UPDATE SET
        version = excluded.version, published = excluded.published, changed = excluded.changed,
        edition = CASE WHEN page.published IS DISTINCT FROM excluded.published
          THEN excluded.version ELSE page.edition END
      RETURNING id, edition = version
      """;
  private static final String NOTE =
      """
      INSERT INTO page_version (page, version, at, who, what, note, definition)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String TELL =
      """
      WITH next AS (UPDATE page_editions SET version = version + 1 RETURNING version)
      SELECT pg_notify('%s', concat_ws(' ', ?::text, ?::bigint, version)) FROM next
      """
          .formatted(PostgresPageNews.CHANNEL);
  private static final String EDITION =
      """
      SELECT project, edition, definition
      FROM page LEFT JOIN page_version
        ON page_version.page = page.id AND page_version.version = page.published
      WHERE slug = ? AND edition > 0
      """;
  private static final String EDITIONS = "SELECT slug, edition FROM page WHERE edition > 0";

  private static final String HOSTS = "SELECT host FROM redirect_host WHERE project = ?";
  private static final String FORGET_HOSTS = "DELETE FROM redirect_host WHERE project = ?";
  private static final String ALLOW_HOST =
      "INSERT INTO redirect_host (project, host) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private final ProductDatabase database;

  public PostgresPageCatalog(ProductDatabase database) {
    this.database = database;
  }

  @Override
  public List<Listed> list(ProjectId project) {
    return database.call(
        "list pages",
        connection -> {
          try (var statement = connection.prepareStatement(LIST)) {
            statement.setInt(1, project.value());
            try (var rows = statement.executeQuery()) {
              var pages = new ArrayList<Listed>();
              while (rows.next()) {
                pages.add(
                    new Listed(
                        new Slug(rows.getString(1)),
                        rows.getLong(2),
                        findLong(rows, 3),
                        SqlMoments.at(rows, 4)));
              }
              return pages;
            }
          }
        });
  }

  @Override
  public Optional<StoredPage> find(ProjectId project, Slug slug) {
    return database
        .call("read a page", connection -> find(connection, slug))
        .filter(page -> page.project().equals(project));
  }

  private static Optional<StoredPage> find(Connection connection, Slug slug) throws SQLException {
    try (var statement = connection.prepareStatement(FIND)) {
      statement.setString(1, slug.value());
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new StoredPage(
                new ProjectId(rows.getInt(1)),
                PageJson.read(rows.getString(2)),
                rows.getLong(3),
                findLong(rows, 4),
                SqlMoments.at(rows, 5),
                SqlMoments.at(rows, 6)));
      }
    }
  }

  @Override
  public Optional<PageDefinition> findVersion(ProjectId project, Slug slug, long version) {
    return database.call(
        "read a version of a page",
        connection -> {
          try (var statement = connection.prepareStatement(FIND_VERSION)) {
            statement.setInt(1, project.value());
            statement.setString(2, slug.value());
            statement.setLong(3, version);
            try (var rows = statement.executeQuery()) {
              return rows.next()
                  ? Optional.of(PageJson.read(rows.getString(1)))
                  : Optional.<PageDefinition>empty();
            }
          }
        });
  }

  @Override
  public List<PageLine> history(ProjectId project, Slug slug) {
    return database.call(
        "read the history of a page",
        connection -> {
          try (var statement = connection.prepareStatement(HISTORY)) {
            statement.setInt(1, project.value());
            statement.setString(2, slug.value());
            try (var rows = statement.executeQuery()) {
              return lines(rows);
            }
          }
        });
  }

  private static List<PageLine> lines(ResultSet rows) throws SQLException {
    var lines = new ArrayList<PageLine>();
    while (rows.next()) {
      lines.add(new PageLine(rows.getLong(1), AuditRows.change(rows)));
    }
    return lines;
  }

  @Override
  public PageOutcome edit(Slug slug, Edit edit) {
    return database.transact(
        "change a page",
        connection -> {
          try (var hold = connection.prepareStatement(HOLD)) {
            hold.execute();
          }
          var outcome = edit.on(find(connection, slug));
          if (outcome instanceof PageOutcome.Store(var page, var change)) {
            store(connection, page, change);
          }
          return outcome;
        });
  }

  private static void store(Connection connection, StoredPage page, Change change)
      throws SQLException {
    long id;
    boolean isSeenDifferently;
    try (var statement = connection.prepareStatement(STORE)) {
      statement.setInt(1, page.project().value());
      statement.setString(2, page.slug().value());
      statement.setLong(3, page.version());
      statement.setObject(4, page.published().orElse(null), Types.BIGINT);
      statement.setObject(5, page.published().orElse(null), Types.BIGINT);
      statement.setObject(6, SqlMoments.utc(page.created()));
      statement.setObject(7, SqlMoments.utc(page.changed()));
      try (var rows = statement.executeQuery()) {
        rows.next();
        id = rows.getLong(1);
        isSeenDifferently = rows.getBoolean(2);
      }
    }
    note(connection, id, page, change);
    if (isSeenDifferently) {
      tell(connection, page);
    }
  }

  private static void note(Connection connection, long id, StoredPage page, Change change)
      throws SQLException {
    try (var statement = connection.prepareStatement(NOTE)) {
      var definition = PageJson.write(page.definition());
      AuditRows.set(statement, id, new AuditLine<>(page.version(), change, definition));
      statement.executeUpdate();
    }
  }

  private static void tell(Connection connection, StoredPage page) throws SQLException {
    try (var statement = connection.prepareStatement(TELL)) {
      statement.setString(1, page.slug().value());
      statement.setLong(2, page.version());
      statement.execute();
    }
  }

  @Override
  public Edition edition(Slug slug) {
    return database.call(
        "read what visitors see of a page",
        connection -> {
          try (var statement = connection.prepareStatement(EDITION)) {
            statement.setString(1, slug.value());
            try (var rows = statement.executeQuery()) {
              return rows.next() ? edition(slug, rows) : Edition.none(slug);
            }
          }
        });
  }

  private static Edition edition(Slug slug, ResultSet rows) throws SQLException {
    var project = new ProjectId(rows.getInt(1));
    var shown =
        Optional.ofNullable(rows.getString(3))
            .map(definition -> new Edition.Shown(project, PageJson.read(definition)));
    return new Edition(slug, rows.getLong(2), shown);
  }

  @Override
  public Map<Slug, Long> editions() {
    return database.call(
        "list what visitors see",
        connection -> {
          try (var statement = connection.prepareStatement(EDITIONS);
              var rows = statement.executeQuery()) {
            var editions = new HashMap<Slug, Long>();
            while (rows.next()) {
              editions.put(new Slug(rows.getString(1)), rows.getLong(2));
            }
            return editions;
          }
        });
  }

  @Override
  public Set<String> redirectHosts(ProjectId project) {
    return database.call(
        "list where pages may lead",
        connection -> {
          try (var statement = connection.prepareStatement(HOSTS)) {
            statement.setInt(1, project.value());
            try (var rows = statement.executeQuery()) {
              var hosts = new HashSet<String>();
              while (rows.next()) {
                hosts.add(rows.getString(1));
              }
              return hosts;
            }
          }
        });
  }

  @Override
  public void allowRedirects(ProjectId project, Set<String> hosts) {
    database.transact(
        "change where pages may lead",
        connection -> {
          try (var forget = connection.prepareStatement(FORGET_HOSTS);
              var allow = connection.prepareStatement(ALLOW_HOST)) {
            forget.setInt(1, project.value());
            forget.executeUpdate();
            for (var host : hosts) {
              allow.setInt(1, project.value());
              allow.setString(2, host);
              allow.addBatch();
            }
            return allow.executeBatch();
          }
        });
  }

  private static Optional<Long> findLong(ResultSet rows, int column) throws SQLException {
    long number = rows.getLong(column);
    return rows.wasNull() ? Optional.empty() : Optional.of(number);
  }
}
