package dev.forktail.web.result;

import dev.forktail.engine.result.recount.DifferentRow;
import dev.forktail.engine.result.recount.RecountControl.Task;
import dev.forktail.engine.result.recount.RecountOutcome;
import dev.forktail.web.http.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recount as JSON.
final class RecountJson {
  /// So many of the rows that differ are shown.
  private static final int ROWS_MAX = 1_000;

  private RecountJson() {}

  static String of(Task task) {
    var json = new StringBuilder(256).append("{\"id\":").append(task.id());
    JsonText.quote(json.append(",\"state\":"), state(task));
    json.append(",\"events\":").append(task.events());
    json.append(",\"expected\":").append(task.expected());
    append(json, task.outcome());
    JsonText.quote(json.append(",\"failure\":"), task.failure());
    return json.append('}').toString();
  }

  private static String state(Task task) {
    if (task.running()) {
      return "running";
    }
    return task.outcome() == null ? "failed" : "done";
  }

  private static void append(StringBuilder json, @Nullable RecountOutcome outcome) {
    switch (outcome) {
      case null -> {}
      case RecountOutcome.Missing _ -> json.append(",\"outcome\":\"missing\"");
      case RecountOutcome.Filling(var share) ->
          json.append(",\"outcome\":\"filling\",\"filled\":").append(share);
      case RecountOutcome.Compared(var asOf, _, var rows, var differences, var repaired) -> {
        var word = differences.isEmpty() ? "same" : "different";
        JsonText.quote(json.append(",\"outcome\":"), word);
        JsonText.quote(json.append(",\"as_of\":"), asOf.toString());
        json.append(",\"rows\":").append(rows);
        json.append(",\"rows_different\":").append(differences.size());
        json.append(",\"repaired\":").append(repaired);
        append(json.append(",\"differences\":["), differences);
        json.append(']');
      }
    }
  }

  private static void append(StringBuilder json, List<DifferentRow> rows) {
    String separator = "";
    for (var row : rows.subList(0, Math.min(ROWS_MAX, rows.size()))) {
      JsonText.quote(json.append(separator).append("{\"metric\":"), row.metric());
      JsonText.quote(json.append(",\"variant\":"), row.variant());
      JsonText.quote(json.append(",\"segment\":"), row.segment());
      JsonText.quote(json.append(",\"day\":"), row.day().toString());
      JsonText.quote(json.append(",\"live\":"), row.live());
      JsonText.quote(json.append(",\"recounted\":"), row.recounted()).append('}');
      separator = ",";
    }
  }
}
