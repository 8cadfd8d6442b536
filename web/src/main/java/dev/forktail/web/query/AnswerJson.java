package dev.forktail.web.query;

import dev.forktail.engine.query.RunningQueries;
import dev.forktail.engine.query.SqlAnswer;
import dev.forktail.web.http.JsonText;
import java.util.List;
import java.util.Locale;

/// The JSON around the rows of an answer.
final class AnswerJson {
  private static final double NANOS_PER_MILLI = 1e6;

  private AnswerJson() {}

  /// What follows `{"rows":[…]`.
  static String afterRows(SqlAnswer answer) {
    var outcome = answer.outcome();
    var json = new StringBuilder(512).append(",\"columns\":[");
    String separator = "";
    for (var column : outcome.columns()) {
      JsonText.quote(json.append(separator).append("{\"name\":"), column.name());
      JsonText.quote(json.append(",\"type\":"), column.type()).append('}');
      separator = ",";
    }
    JsonText.quote(json.append("],\"as_of\":"), answer.asOf().toString());
    return json.append(",\"row_count\":")
        .append(outcome.rows())
        .append(",\"truncated\":")
        .append(outcome.truncated())
        .append(",\"files\":")
        .append(answer.files())
        .append(",\"file_bytes\":")
        .append(answer.fileBytes())
        .append(",\"open_rows\":")
        .append(outcome.openRows())
        .append(
            String.format(
                Locale.ROOT, ",\"elapsed_ms\":%.1f}", answer.elapsed().toNanos() / NANOS_PER_MILLI))
        .toString();
  }

  static String running(List<RunningQueries.Running> queries) {
    var json = new StringBuilder(256).append("{\"queries\":[");
    String separator = "";
    for (var query : queries) {
      JsonText.quote(json.append(separator).append("{\"id\":"), query.id());
      JsonText.quote(json.append(",\"sql\":"), query.sql());
      JsonText.quote(json.append(",\"since\":"), query.since().toString()).append('}');
      separator = ",";
    }
    return json.append("]}").toString();
  }
}
