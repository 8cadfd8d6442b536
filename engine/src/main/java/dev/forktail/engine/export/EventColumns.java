package dev.forktail.engine.export;

import static dev.forktail.engine.export.ColumnType.BOOLEAN;
import static dev.forktail.engine.export.ColumnType.INTEGER;
import static dev.forktail.engine.export.ColumnType.LONG;
import static dev.forktail.engine.export.ColumnType.STRING;
import static dev.forktail.engine.export.ColumnType.TIMESTAMP;

import dev.forktail.engine.event.ContextField;
import java.util.List;
import java.util.stream.Stream;

/// The columns that every event has in the lake. The one list that all who read, write or describe
/// events go by; promoted properties follow them.
public final class EventColumns {
  public static final Column PROJECT = new Column(1, "project", INTEGER, true);
  public static final Column NAME = new Column(2, "name", STRING, true);

  /// The wire name of the type: `track`, `identify`, …
  public static final Column TYPE = new Column(3, "type", STRING, true);

  public static final Column MESSAGE_ID = new Column(4, "message_id", STRING, true);
  public static final Column USER_ID = new Column(5, "user_id", STRING, false);
  public static final Column ANONYMOUS_ID = new Column(6, "anonymous_id", STRING, false);
  public static final Column SESSION_ID = new Column(7, "session_id", STRING, false);
  public static final Column OCCURRED = new Column(8, "occurred", TIMESTAMP, true);
  public static final Column RECEIVED = new Column(9, "received", TIMESTAMP, true);
  public static final Column SOURCE = new Column(10, "source", STRING, true);

  /// The slice through which the event came.
  public static final Column SLICE = new Column(11, "slice", LONG, true);

  public static final Column LANE = new Column(12, "lane", INTEGER, true);

  /// Its place in the journal of its lane.
  public static final Column SEQUENCE = new Column(13, "sequence", LONG, true);

  /// The whole event as its client sent it, JSON.
  public static final Column PAYLOAD = new Column(14, "payload", STRING, true);

  /// Whether `occurred` is not what the client said, but the nearest that is believed.
  public static final Column OCCURRED_CLAMPED = new Column(15, "occurred_clamped", BOOLEAN, true);

  /// What files and slices had before anything was known of visitors.
  private static final List<Column> FIRST =
      List.of(
          PROJECT,
          NAME,
          TYPE,
          MESSAGE_ID,
          USER_ID,
          ANONYMOUS_ID,
          SESSION_ID,
          OCCURRED,
          RECEIVED,
          SOURCE,
          SLICE,
          LANE,
          SEQUENCE,
          PAYLOAD,
          OCCURRED_CLAMPED);

  /// What is known of the visitor. Files that were written before have none of them.
  public static final List<Column> CONTEXT =
      ContextField.ALL.stream().map(EventColumns::context).toList();

  /// In the order of a [RowSource].
  public static final List<Column> ALL = Stream.concat(FIRST.stream(), CONTEXT.stream()).toList();

  /// What rows in a file are sorted by.
  public static final List<Column> SORTED_BY = List.of(PROJECT, NAME, OCCURRED);

  /// The columns with bloom filters, by which single rows are looked for.
  public static final List<Column> LOOKED_UP_BY = List.of(MESSAGE_ID, USER_ID, ANONYMOUS_ID);

  private EventColumns() {}

  private static Column context(ContextField field) {
    var type =
        switch (field.kind()) {
          case TEXT -> STRING;
          case NUMBER -> INTEGER;
          case FLAG -> BOOLEAN;
        };
    return new Column(FIRST.size() + field.number(), field.column(), type, false);
  }
}
