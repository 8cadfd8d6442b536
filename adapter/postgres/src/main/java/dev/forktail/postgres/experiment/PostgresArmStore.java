package dev.forktail.postgres.experiment;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.ArmStore;
import dev.forktail.engine.experiment.UnitHash;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.postgres.ProductDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/// Sessions in the product database, a row per unit. That one is used is only written down when a
/// tenth of its life has passed.
public final class PostgresArmStore implements ArmStore {
  private static final String FIND =
      """
      SELECT encode(unit, 'hex'), arms::text, expires < now() + ? * interval '0.9 millisecond'
      FROM unit_arms
      WHERE project = ? AND unit = ANY (?) AND expires > now()
      """;
  private static final String USE =
      """
      UPDATE unit_arms SET expires = now() + ? * interval '1 millisecond'
      WHERE project = ? AND unit = ANY (?)
      """;
  private static final String REMEMBER =
      """
      INSERT INTO unit_arms AS known (project, unit, arms, expires)
      VALUES (?, decode(?, 'hex'), ?::jsonb, now() + ? * interval '1 millisecond')
      ON CONFLICT (project, unit) DO UPDATE SET
        arms = CASE WHEN known.expires > now() THEN excluded.arms || known.arms
          ELSE excluded.arms END,
        expires = excluded.expires
      RETURNING arms::text
      """;
  private static final String SWEEP =
      """
      DELETE FROM unit_arms WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM unit_arms WHERE expires <= now() ORDER BY expires LIMIT ?))
      """;
  private static final int SWEEP_ROWS = 5_000;

  private final ProductDatabase database;
  private final long lifeMillis;

  /// @param life after which a session is forgotten that nobody asks for
  public PostgresArmStore(ProductDatabase database, Duration life) {
    this.database = database;
    this.lifeMillis = life.toMillis();
  }

  @Override
  public Map<UnitHash, Map<Long, Integer>> find(ProjectId project, Set<UnitHash> units) {
    return database.call(
        "find the arms of units",
        connection -> {
          var used = new HashSet<UnitHash>();
          var found = find(connection, project, units, used);
          if (!used.isEmpty()) {
            use(connection, project, used);
          }
          return found;
        });
  }

  private Map<UnitHash, Map<Long, Integer>> find(
      Connection connection, ProjectId project, Set<UnitHash> units, Set<UnitHash> used)
      throws SQLException {
    try (var statement = connection.prepareStatement(FIND)) {
      statement.setLong(1, lifeMillis);
      statement.setInt(2, project.value());
      statement.setArray(3, array(connection, units));
      try (var rows = statement.executeQuery()) {
        var found = new HashMap<UnitHash, Map<Long, Integer>>();
        while (rows.next()) {
          var unit = new UnitHash(rows.getString(1));
          found.put(unit, arms(rows.getString(2)));
          if (rows.getBoolean(3)) {
            used.add(unit);
          }
        }
        return found;
      }
    }
  }

  private void use(Connection connection, ProjectId project, Set<UnitHash> units)
      throws SQLException {
    try (var statement = connection.prepareStatement(USE)) {
      statement.setLong(1, lifeMillis);
      statement.setInt(2, project.value());
      statement.setArray(3, array(connection, units));
      statement.executeUpdate();
    }
  }

  private static Array array(Connection connection, Set<UnitHash> units) throws SQLException {
    return connection.createArrayOf(
        "bytea",
        units.stream()
            .map(UnitHash::hex)
            .sorted()
            .map(HexFormat.of()::parseHex)
            .toArray(byte[][]::new));
  }

  @Override
  public Map<Long, Integer> remember(ProjectId project, UnitHash unit, Map<Long, Integer> arms) {
    return database.call(
        "remember the arms of a unit",
        connection -> {
          try (var statement = connection.prepareStatement(REMEMBER)) {
            statement.setInt(1, project.value());
            statement.setString(2, unit.hex());
            statement.setString(3, text(arms));
            statement.setLong(4, lifeMillis);
            try (var rows = statement.executeQuery()) {
              rows.next();
              return arms(rows.getString(1));
            }
          }
        });
  }

  /// Deletes some of the sessions that are over; returns how many.
  public int sweep() {
    return database.call(
        "delete sessions",
        connection -> {
          try (var statement = connection.prepareStatement(SWEEP)) {
            statement.setInt(1, SWEEP_ROWS);
            return statement.executeUpdate();
          }
        });
  }

  private static String text(Map<Long, Integer> arms) {
    var tree = new HashMap<String, Object>();
    arms.forEach((experiment, variant) -> tree.put(Long.toHexString(experiment), variant));
    return JsonTree.text(tree);
  }

  private static Map<Long, Integer> arms(String text) {
    var json = JsonTree.object(text);
    var arms = new HashMap<Long, Integer>();
    for (var name : json.names()) {
      arms.put(Long.parseLong(name, 16), json.integer(name, 0, 0xFFFF));
    }
    return Map.copyOf(arms);
  }
}
