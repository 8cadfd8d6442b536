package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.ImportRequest;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.imports.Fault;
import dev.forktail.engine.imports.ImportFormat;
import dev.forktail.engine.imports.Target;
import dev.forktail.engine.ingest.Identity;
import dev.forktail.engine.ingest.IngestLimits;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rows of a file on their way into Parquet files in a work folder: events, and rows with a
/// fault. In the order of the file, with bounded memory.
///
/// The statement is made in layers, each a query over the one before: `field` has the texts of the
/// row, `part` their values, `whole` the payload, `judged` the fault.
final class MappedRows {
  /// Of the largest events these are 128 MB, which is what mapping takes in memory.
  private static final int ROW_GROUP_ROWS = 4_096;

  /// What only events have, in the order of the file of rows.
  private static final String NOTHING =
      """
      NULL::INTEGER AS day, NULL::VARCHAR AS name, NULL::VARCHAR AS type,
      NULL::VARCHAR AS message_id, NULL::VARCHAR AS user_id, NULL::VARCHAR AS anonymous_id,
      NULL::VARCHAR AS session_id, NULL::TIMESTAMPTZ AS occurred, NULL::TIMESTAMPTZ AS received,
      NULL::VARCHAR AS payload
      """;

  private final ImportRequest.Map request;
  private final RowFields fields;
  private final ImportSource source;

  private MappedRows(ImportRequest.Map request) {
    this.request = request;
    this.fields = new RowFields(request.format(), request.mapping());
    this.source = new ImportSource(request.file(), request.format());
  }

  static void write(ImportRequest.Map request, Database database) throws SQLException {
    var rows = new MappedRows(request);
    // One thread reads and writes in the order of the file, and holds no more than a row group.
    database.execute("SET threads = 1");
    database.execute("SET preserve_insertion_order = false");
    database.execute(
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE %d)"
            .formatted(rows.sql(), Sql.text(MappedFiles.rows(request.work())), ROW_GROUP_ROWS));
    if (request.format() != ImportFormat.PARQUET) {
      database.execute(rows.unreadable());
    }
  }

  private String unreadable() {
    return """
    COPY (
      SELECT line::BIGINT AS number, '%s' AS fault, any_value(error_message) AS detail,
        %s AS source, coalesce(any_value(csv_line), '') AS raw, %s
      FROM reject_errors GROUP BY line, line_byte_position ORDER BY number)
    TO %s (FORMAT parquet)
    """
        .formatted(
            Fault.UNREADABLE.name(),
            Sql.text(request.mapping().source()),
            NOTHING,
            Sql.text(MappedFiles.unreadable(request.work())));
  }

  private String sql() {
    return """
    WITH field AS (%s), part AS (%s), whole AS (%s), judged AS (%s)
    SELECT number, fault, NULL::VARCHAR AS detail, source,
      CASE WHEN fault IS NOT NULL THEN substr(raw, 1, %d) END AS raw,
      (epoch_us(occurred) // 86400000000)::INTEGER AS day, name, type,
      coalesce(message_id, 'import-' || md5(source || chr(31) || payload)) AS message_id,
      user_id, anonymous_id, session_id, occurred, received, payload
    FROM judged
    """
        .formatted(field(), part(), whole(), judged(), IngestLimits.standard().eventBytesMax());
  }

  private String field() {
    String rows = "(SELECT row_number() OVER () AS number, * FROM " + source.table() + ")";
    if (request.mapping().asSent()) {
      return sentField(rows);
    }
    String isObject =
        request.format() == ImportFormat.NDJSON ? "TRY(json_type(line)) = 'OBJECT'" : "true";
    String safe =
        request.format() == ImportFormat.NDJSON
            ? "(SELECT number, line AS whole_line, CASE WHEN TRY(json_type(line)) = 'OBJECT'"
                + " THEN line END AS line FROM "
                + rows
                + " WHERE line IS NOT NULL)"
            : rows;
    String raw = request.format() == ImportFormat.NDJSON ? "whole_line" : fields.raw();
    return """
    SELECT number, %s AS raw, %s AS is_object, %s AS name, %s AS occurred_text,
      %s AS received_text, %s AS type_text, %s AS user_id, %s AS anonymous_id,
      %s AS session_id, %s AS message_id, coalesce(%s, %s) AS source,
      %s AS properties, %s AS others, %s AS context, %s AS payload
    FROM %s
    """
        .formatted(
            raw,
            isObject.replace("line", "whole_line"),
            name(),
            fields.text(Target.OCCURRED),
            fields.text(Target.RECEIVED),
            fields.text(Target.TYPE),
            fields.text(Target.USER_ID),
            fields.text(Target.ANONYMOUS_ID),
            fields.text(Target.SESSION_ID),
            fields.text(Target.MESSAGE_ID),
            fields.text(Target.SOURCE),
            Sql.text(request.mapping().source()),
            properties(),
            fields.others(),
            fields.object(Target.CONTEXT),
            fields.text(Target.PAYLOAD),
            safe);
  }

  private String properties() {
    String object = fields.object(Target.PROPERTIES);
    String taken = fields.mappedProperties();
    return taken.equals("{}")
        ? object
        : "json_merge_patch(" + object + ", " + Sql.text(taken) + ")::VARCHAR";
  }

  private String name() {
    @Nullable String always = request.mapping().name();
    String name = fields.text(Target.NAME);
    return always == null ? name : "coalesce(" + name + ", " + Sql.text(always) + ")";
  }

  /// A line as `/v1/events` takes it.
  private String sentField(String rows) {
    @Nullable String always = request.mapping().name();
    return """
    SELECT number, whole_line AS raw, line IS NOT NULL AS is_object,
      CASE coalesce(line ->> '$.type', 'track')
        WHEN 'track' THEN coalesce(nullif(line ->> '$.event', ''), %s)
        WHEN 'page' THEN coalesce(nullif(line ->> '$.name', ''), 'page')
        WHEN 'screen' THEN coalesce(nullif(line ->> '$.name', ''), 'screen')
        ELSE line ->> '$.type' END AS name,
      coalesce(line ->> '$.timestamp', line ->> '$.originalTimestamp') AS occurred_text,
      line ->> '$.receivedAt' AS received_text, line ->> '$.type' AS type_text,
      line ->> '$.userId' AS user_id, line ->> '$.anonymousId' AS anonymous_id,
      line ->> '$.context.sessionId' AS session_id,
      nullif(line ->> '$.messageId', '') AS message_id, %s AS source,
      NULL::VARCHAR AS properties, NULL::VARCHAR AS others, NULL::VARCHAR AS context,
      line AS payload
    FROM (SELECT number, line AS whole_line,
      CASE WHEN TRY(json_type(line)) = 'OBJECT' THEN line END AS line
      FROM %s WHERE line IS NOT NULL)
    """
        .formatted(
            always == null ? "NULL" : Sql.text(always), Sql.text(request.mapping().source()), rows);
  }

  private static String part() {
    return """
    SELECT number, raw, is_object, name, source, message_id, occurred_text IS NOT NULL AS is_timed,
      %s AS occurred, %s AS received, coalesce(type_text, 'track') AS type,
      %s AS user_id, %s AS anonymous_id, session_id, properties, others, context, payload
    FROM field
    """
        .formatted(
            TimeSql.of("occurred_text"),
            TimeSql.of("received_text"),
            person("user_id"),
            person("anonymous_id"));
  }

  private static String person(String id) {
    String placeholders =
        Identity.placeholders().stream().sorted().map(Sql::text).collect(Collectors.joining(", "));
    return "CASE WHEN lower(trim(%1$s)) NOT IN (%2$s) THEN %1$s END".formatted(id, placeholders);
  }

  /// A payload as `/v1/events` would have got it, where the file has none.
  private static String whole() {
    return """
    SELECT number, raw, is_object, is_timed, name, type, message_id, user_id, anonymous_id,
      session_id, occurred, received, source, coalesce(payload, '{"type":' || to_json(type)
        || CASE type WHEN 'track' THEN ',"event":' || to_json(name)
          WHEN 'page' THEN ',"name":' || to_json(name)
          WHEN 'screen' THEN ',"name":' || to_json(name) ELSE '' END
        || coalesce(',"messageId":' || to_json(message_id), '')
        || coalesce(',"userId":' || to_json(user_id), '')
        || coalesce(',"anonymousId":' || to_json(anonymous_id), '')
        || ',"timestamp":"' || strftime(occurred, '%Y-%m-%dT%H:%M:%S.%fZ') || '"'
        || coalesce(',"context":' || CASE WHEN session_id IS NULL THEN context
          ELSE json_merge_patch(coalesce(context, '{}'), json_object('sessionId', session_id))
            ::VARCHAR END, '')
        || ',"properties":' || CASE WHEN properties IS NULL THEN others
          WHEN others = '{}' THEN properties
          ELSE json_merge_patch(others, properties)::VARCHAR END
        || '}') AS payload
    FROM part
    """;
  }

  private String judged() {
    String types =
        Arrays.stream(EventType.values())
            .map(type -> Sql.text(type.wireName()))
            .collect(Collectors.joining(", "));
    return """
    SELECT *, CASE
      WHEN NOT is_object THEN 'NOT_AN_OBJECT'
      WHEN name IS NULL OR name = '' THEN 'NO_NAME'
      WHEN NOT is_timed THEN 'NO_TIME'
      WHEN occurred IS NULL THEN 'NOT_A_TIME'
      WHEN occurred > TIMESTAMPTZ '%s' + INTERVAL 1 DAY THEN 'IN_THE_FUTURE'
      WHEN occurred < TIMESTAMPTZ '1973-01-01' THEN 'TOO_OLD'
      WHEN type NOT IN (%s) THEN 'NO_SUCH_TYPE'
      WHEN length(name) > %d THEN 'LONG_NAME'
      WHEN length(message_id) > %d THEN 'LONG_MESSAGE_ID'
      WHEN length(user_id) > %5$d OR length(anonymous_id) > %5$d OR length(session_id) > %5$d
        OR length(source) > %5$d THEN 'LONG_ID'
      WHEN contains(name, chr(0)) OR contains(source, chr(0)) THEN 'NUL'
      WHEN payload IS NULL OR strlen(payload) > %6$d THEN 'TOO_LARGE' END AS fault
    FROM whole
    """
        .formatted(
            request.now(),
            types,
            IngestLimits.EVENT_NAME_LENGTH_MAX,
            IngestLimits.MESSAGE_ID_LENGTH_MAX,
            IngestLimits.ID_LENGTH_MAX,
            IngestLimits.standard().eventBytesMax());
  }
}
