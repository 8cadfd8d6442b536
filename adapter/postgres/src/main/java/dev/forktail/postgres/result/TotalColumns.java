package dev.forktail.postgres.result;

import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.statistics.sums.Sums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Changes of totals as the columns of one statement, in the order of their keys. A row of one
/// value has no second total and no products with it.
final class TotalColumns {
  static final String ADD =
      """
      INSERT INTO result_total AS kept (tally, arm, dimension, value, day, lane, units, total1,
        total2, product11, product12, product22)
      SELECT tally, arm, dimension, value, DATE '1970-01-01' + day, ?, units, total1, total2,
        product11, product12, product22
      FROM unnest(?::int[], ?::int[], ?::int[], ?::text[], ?::int[], ?::bigint[], ?::numeric[],
        ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[])
        AS added (tally, arm, dimension, value, day, units, total1, total2, product11, product12,
          product22)
      ON CONFLICT (tally, arm, dimension, value, day, lane) DO UPDATE SET
        units = kept.units + excluded.units,
        total1 = kept.total1 + excluded.total1,
        total2 = kept.total2 + excluded.total2,
        product11 = kept.product11 + excluded.product11,
        product12 = kept.product12 + excluded.product12,
        product22 = kept.product22 + excluded.product22
      """;

  private final int[] tallies;
  private final int[] arms;
  private final int[] dimensions;
  private final String[] values;
  private final int[] days;
  private final long[] units;
  private final @Nullable BigDecimal[][] sums;

  TotalColumns(SortedMap<TotalKey, Sums> changes) {
    int size = changes.size();
    tallies = new int[size];
    arms = new int[size];
    dimensions = new int[size];
    values = new String[size];
    days = new int[size];
    units = new long[size];
    sums = new @Nullable BigDecimal[5][size];
    int i = 0;
    for (var entry : changes.entrySet()) {
      var key = entry.getKey();
      tallies[i] = key.tally();
      arms[i] = key.arm();
      dimensions[i] = key.dimension();
      values[i] = key.value();
      days[i] = Math.toIntExact(key.day().toEpochDay());
      units[i] = entry.getValue().units();
      set(i++, entry.getValue());
    }
  }

  private void set(int row, Sums added) {
    boolean two = added.width() == 2;
    sums[0][row] = decimal(added.totals().getFirst());
    sums[1][row] = two ? decimal(added.totals().getLast()) : null;
    sums[2][row] = decimal(added.product(0, 0));
    sums[3][row] = two ? decimal(added.product(0, 1)) : null;
    sums[4][row] = two ? decimal(added.product(1, 1)) : null;
  }

  private static BigDecimal decimal(BigInteger number) {
    return new BigDecimal(number);
  }

  void bind(Connection connection, PreparedStatement statement, short lane) throws SQLException {
    statement.setShort(1, lane);
    statement.setObject(2, tallies);
    statement.setObject(3, arms);
    statement.setObject(4, dimensions);
    statement.setObject(5, values);
    statement.setObject(6, days);
    statement.setObject(7, units);
    for (int i = 0; i < sums.length; i++) {
      statement.setArray(8 + i, connection.createArrayOf("numeric", sums[i]));
    }
  }
}
