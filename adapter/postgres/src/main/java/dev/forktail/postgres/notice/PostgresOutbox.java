package dev.forktail.postgres.notice;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.notice.Delivery;
import dev.forktail.engine.notice.Notice;
import dev.forktail.engine.notice.NoticeJson;
import dev.forktail.engine.notice.Outbox;
import dev.forktail.engine.notice.OutboxStanding;
import dev.forktail.engine.notice.OutboxStanding.Last;
import dev.forktail.engine.notice.Outcome;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.SqlMoments;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Notices in the product database: what one process leaves behind, the next one delivers.
public final class PostgresOutbox implements Outbox {
  private static final String WAITING =
      "SELECT count(*) FROM notice_delivery WHERE state = 'waiting'";
  private static final String KEEP =
      """
      INSERT INTO notice (id, project, at, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;
  private static final String KEEP_FOR =
      """
      INSERT INTO notice_delivery (notice, channel, due) SELECT ?, unnest(?::text[]), ?
      """;
  private static final String TAKE =
      """
      WITH due AS MATERIALIZED (
        SELECT notice, channel, due FROM notice_delivery
        WHERE state = 'waiting' AND due <= ? ORDER BY due LIMIT ? FOR UPDATE SKIP LOCKED),
      taken AS (
        UPDATE notice_delivery AS delivery SET due = ?, attempts = attempts + 1
        FROM due WHERE delivery.notice = due.notice AND delivery.channel = due.channel
        RETURNING delivery.notice, delivery.channel, delivery.attempts, due.due AS was)
      SELECT notice.body, taken.channel, taken.attempts
      FROM taken JOIN notice ON notice.id = taken.notice ORDER BY taken.was
      """;
  private static final String SETTLE =
      """
      UPDATE notice_delivery SET state = ?, tried = ?, last = ?, due = coalesce(?, due)
      WHERE notice = ? AND channel = ? AND attempts = ? AND state = 'waiting'
      """;
  private static final String COUNTS = "SELECT state, count(*) FROM notice_delivery GROUP BY state";
  private static final String LAST =
      """
      SELECT DISTINCT ON (channel) channel, tried, state, last FROM notice_delivery
      WHERE tried IS NOT NULL ORDER BY channel, tried DESC
      """;
  private static final String RECENT =
      """
      SELECT notice.body, channel, state, attempts, last
      FROM (SELECT * FROM notice WHERE project = ? ORDER BY at DESC, id LIMIT ?) AS notice
      LEFT JOIN notice_delivery ON notice_delivery.notice = notice.id
      ORDER BY notice.at DESC, notice.id, channel
      """;
  private static final String FORGET = "DELETE FROM notice WHERE at < ?";

  private final ProductDatabase database;

  public PostgresOutbox(ProductDatabase database) {
    this.database = database;
  }

  @Override
  public Kept keep(Notice notice, Set<String> channels) {
    return database.transact("keep a notice", connection -> keep(connection, notice, channels));
  }

  private static Kept keep(Connection connection, Notice notice, Set<String> channels)
      throws SQLException {
    if (isKnown(connection, notice)) {
      return Kept.KNOWN;
    }
    try (var statement = connection.prepareStatement(WAITING);
        var rows = statement.executeQuery()) {
      rows.next();
      if (rows.getInt(1) + channels.size() > WAITING_MAX) {
        return Kept.FULL;
      }
    }
    try (var statement = connection.prepareStatement(KEEP)) {
      statement.setObject(1, notice.id());
      statement.setInt(2, notice.project().value());
      statement.setObject(3, SqlMoments.utc(notice.at()));
      statement.setString(4, NoticeJson.write(notice));
      if (statement.executeUpdate() == 0) {
        return Kept.KNOWN;
      }
    }
    try (var statement = connection.prepareStatement(KEEP_FOR)) {
      statement.setObject(1, notice.id());
      statement.setArray(2, connection.createArrayOf("text", channels.toArray()));
      statement.setObject(3, SqlMoments.utc(notice.at()));
      statement.executeUpdate();
    }
    return Kept.KEPT;
  }

  private static boolean isKnown(Connection connection, Notice notice) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT FROM notice WHERE id = ?")) {
      statement.setObject(1, notice.id());
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  @Override
  public List<Delivery> take(Instant now, Instant leaseEnd, int max) {
    return database.call(
        "take notices",
        connection -> {
          try (var statement = connection.prepareStatement(TAKE)) {
            statement.setObject(1, SqlMoments.utc(now));
            statement.setInt(2, max);
            statement.setObject(3, SqlMoments.utc(leaseEnd));
            try (var rows = statement.executeQuery()) {
              var taken = new ArrayList<Delivery>();
              while (rows.next()) {
                var notice = NoticeJson.read(rows.getString(1));
                taken.add(new Delivery(notice, rows.getString(2), rows.getInt(3)));
              }
              return taken;
            }
          }
        });
  }

  @Override
  public void settle(Delivery delivery, Outcome outcome) {
    database.call(
        "note what became of a notice",
        connection -> {
          try (var statement = connection.prepareStatement(SETTLE)) {
            statement.setString(1, word(stateAfter(outcome)));
            statement.setObject(2, SqlMoments.utc(outcome.at()));
            statement.setString(3, outcome.text());
            statement.setObject(
                4, outcome instanceof Outcome.Failed failed ? SqlMoments.utc(failed.next()) : null);
            statement.setObject(5, delivery.notice().id());
            statement.setString(6, delivery.channel());
            statement.setInt(7, delivery.attempt());
            return statement.executeUpdate();
          }
        });
  }

  private static LegState stateAfter(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered _ -> LegState.DELIVERED;
      case Outcome.Failed _ -> LegState.WAITING;
      case Outcome.GivenUp _ -> LegState.GIVEN_UP;
    };
  }

  @Override
  public OutboxStanding standing() {
    return database.call(
        "look at the outbox",
        connection -> {
          var counts = counts(connection);
          return new OutboxStanding(
              counts.getOrDefault(LegState.WAITING, 0),
              counts.getOrDefault(LegState.DELIVERED, 0),
              counts.getOrDefault(LegState.GIVEN_UP, 0),
              last(connection));
        });
  }

  private static Map<LegState, Integer> counts(Connection connection) throws SQLException {
    var counts = new HashMap<LegState, Integer>();
    try (var statement = connection.prepareStatement(COUNTS);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        counts.put(state(rows.getString(1)), rows.getInt(2));
      }
    }
    return counts;
  }

  private static Map<String, Last> last(Connection connection) throws SQLException {
    var last = new HashMap<String, Last>();
    try (var statement = connection.prepareStatement(LAST);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var at = rows.getObject(2, OffsetDateTime.class).toInstant();
        last.put(rows.getString(1), new Last(at, state(rows.getString(3)), rows.getString(4)));
      }
    }
    return last;
  }

  @Override
  public List<Sent> recent(ProjectId project, int max) {
    return database.call(
        "list notices",
        connection -> {
          try (var statement = connection.prepareStatement(RECENT)) {
            statement.setInt(1, project.value());
            statement.setInt(2, max);
            try (var rows = statement.executeQuery()) {
              return sent(rows);
            }
          }
        });
  }

  private static List<Sent> sent(ResultSet rows) throws SQLException {
    var legs = new LinkedHashMap<String, List<Leg>>();
    while (rows.next()) {
      var ofNotice = legs.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>());
      String channel = rows.getString(2);
      if (channel != null) {
        ofNotice.add(new Leg(channel, state(rows.getString(3)), rows.getInt(4), rows.getString(5)));
      }
    }
    return legs.entrySet().stream()
        .map(entry -> new Sent(NoticeJson.read(entry.getKey()), entry.getValue()))
        .toList();
  }

  @Override
  public int forget(Instant before) {
    return database.call(
        "forget old notices",
        connection -> {
          try (var statement = connection.prepareStatement(FORGET)) {
            statement.setObject(1, SqlMoments.utc(before));
            return statement.executeUpdate();
          }
        });
  }

  private static LegState state(String word) {
    return LegState.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String word(LegState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
