package dev.forktail.web.export;

import dev.forktail.engine.export.ExportControl.Status;
import dev.forktail.engine.export.ExportControl.Task;
import dev.forktail.engine.export.StepRun;
import dev.forktail.web.http.JsonText;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// How the export stands, as JSON.
final class ExportJson {
  private ExportJson() {}

  static String of(Status status) {
    var json = new StringBuilder(512).append("{\"paused_since\":");
    appendMoment(json, status.pausedSince());
    json.append(",\"at_rest\":").append(status.atRest());
    appendMoment(json.append(",\"next_commit\":"), status.nextCommit());
    json.append(",\"fault\":");
    status.fault().ifPresentOrElse(fault -> JsonText.quote(json, fault), () -> json.append("null"));
    json.append(",\"task\":");
    status.task().ifPresentOrElse(task -> json.append(of(task)), () -> json.append("null"));
    json.append(",\"steps\":[");
    String separator = "";
    for (var run : status.runs()) {
      append(json.append(separator), run);
      separator = ",";
    }
    return json.append("]}").toString();
  }

  static String of(Task task) {
    var progress = task.progress();
    var json = new StringBuilder(256).append("{\"id\":").append(task.id()).append(",\"state\":");
    JsonText.quote(json, task.state().name().toLowerCase(Locale.ROOT));
    json.append(",\"slices_to_stage\":").append(progress.slicesToStage());
    json.append(",\"slices_staged\":").append(progress.slicesStaged());
    json.append(",\"tables\":").append(progress.tables());
    json.append(",\"tables_done\":").append(progress.tablesDone());
    json.append(",\"slices\":").append(progress.slices());
    json.append(",\"events\":").append(progress.events());
    json.append(",\"bytes\":").append(progress.bytes());
    JsonText.quote(json.append(",\"failure\":"), task.failure());
    JsonText.quote(json.append(",\"missing\":"), task.missing());
    return json.append('}').toString();
  }

  private static void append(StringBuilder json, StepRun run) {
    JsonText.quote(json.append("{\"step\":"), run.step().text());
    JsonText.quote(json.append(",\"ended\":"), run.ended().toString());
    json.append(",\"took_millis\":").append(run.took().toMillis());
    json.append(",\"failed\":").append(run.failed());
    JsonText.quote(json.append(",\"result\":"), run.result());
    json.append('}');
  }

  private static void appendMoment(StringBuilder json, Optional<Instant> moment) {
    moment.ifPresentOrElse(at -> JsonText.quote(json, at.toString()), () -> json.append("null"));
  }
}
