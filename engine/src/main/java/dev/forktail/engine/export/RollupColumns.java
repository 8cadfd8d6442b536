package dev.forktail.engine.export;

import java.util.List;

/// The columns of the rollup tables of the lake. A key may be in many rows: each slice adds what it
/// has, and readers add up.
public final class RollupColumns {
  public static final Column PROJECT = new Column(1, "project", ColumnType.INTEGER, true);
  public static final Column NAME = new Column(2, "name", ColumnType.STRING, true);
  public static final Column SOURCE = new Column(3, "source", ColumnType.STRING, true);

  /// When the hour or the day (UTC) in which the events occurred began.
  public static final Column START = new Column(4, "start", ColumnType.TIMESTAMP, true);

  public static final Column EVENTS = new Column(5, "events", ColumnType.LONG, true);

  public static final List<Column> ALL = List.of(PROJECT, NAME, SOURCE, START, EVENTS);

  /// What rows in a file are sorted by.
  public static final List<Column> SORTED_BY = List.of(PROJECT, NAME, START);

  private RollupColumns() {}
}
