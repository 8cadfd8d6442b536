package dev.forktail.postgres.bandit;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.bandit.BanditShares;
import dev.forktail.engine.result.bandit.ShareBoard;
import dev.forktail.postgres.ProductDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Shares in the product database, a row per experiment.
public final class PostgresShareBoard implements ShareBoard {
  private static final String PUT =
      """
      INSERT INTO bandit_shares AS held (project, key, run, weights, as_of) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (project, key) DO UPDATE SET
        run = excluded.run, weights = excluded.weights, as_of = excluded.as_of
      WHERE (held.run, held.as_of) <= (excluded.run, excluded.as_of)
      """;
  private static final String ALL = "SELECT project, key, run, weights, as_of FROM bandit_shares";

  private final ProductDatabase database;

  public PostgresShareBoard(ProductDatabase database) {
    this.database = database;
  }

  @Override
  public void put(BanditShares shares) {
    database.call(
        "keep shares of a bandit",
        connection -> {
          try (var statement = connection.prepareStatement(PUT)) {
            statement.setInt(1, shares.project().value());
            statement.setString(2, shares.experiment().value());
            statement.setInt(3, shares.run());
            statement.setArray(4, connection.createArrayOf("int4", shares.weights().toArray()));
            statement.setObject(5, shares.asOf().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public List<BanditShares> all() {
    return database.call(
        "read shares of bandits",
        connection -> {
          try (var statement = connection.prepareStatement(ALL);
              var rows = statement.executeQuery()) {
            var all = new ArrayList<BanditShares>();
            while (rows.next()) {
              all.add(shares(rows));
            }
            return all;
          }
        });
  }

  private static BanditShares shares(ResultSet row) throws SQLException {
    return new BanditShares(
        new ProjectId(row.getInt(1)),
        new ExperimentKey(row.getString(2)),
        row.getInt(3),
        List.of((Integer[]) row.getArray(4).getArray()),
        row.getObject(5, OffsetDateTime.class).toInstant());
  }
}
