package dev.forktail.app.recovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.project.ProjectCatalog.Project;
import dev.forktail.engine.recovery.Recovered;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a recovery has done, and exactly what it could not bring back.
public final class RecoveryReport {
  private static final JsonFactory JSON = new JsonFactory();

  private final Recovered recovered;
  private final Surroundings around;

  public RecoveryReport(Recovered recovered, Surroundings around) {
    this.recovered = recovered;
    this.around = around;
  }

  /// What is to be said besides.
  ///
  /// @param lake where it is
  /// @param start the command that starts the server
  /// @param journals how many wait in the data folder
  /// @param newKeys those that were made, by project
  /// @param productMissing whether the data folder has no product database
  public record Surroundings(
      String lake,
      String start,
      int journals,
      Map<Project, Map<KeyRole, String>> newKeys,
      boolean productMissing) {}

  /// For a person.
  public String text() {
    var lines = new ArrayList<String>();
    var filled = recovered.filled();
    lines.add("Recovered from " + around.lake() + ":");
    lines.add("  events       " + filled.events() + salvaged());
    lines.add("  counters     %d, of %d names".formatted(filled.counters(), filled.names()));
    lines.add("  message ids  " + filled.messageIds());
    lines.add("  columns      %d promoted properties".formatted(recovered.promoted()));
    for (var project : recovered.projects()) {
      lines.add("  project      " + name(project));
    }
    recovered.tables().forEach(table -> lines.add("  table        " + text(table)));
    around.newKeys().forEach((project, keys) -> addKeys(project, keys, lines));
    lines.add("Lost with the event database:");
    losses().forEach(loss -> lines.add("  - " + loss));
    lines.add("Start the server:  " + around.start());
    return String.join("\n", lines) + "\n";
  }

  private String salvaged() {
    int slices = recovered.slicesSalvaged().size();
    return slices == 0
        ? ""
        : " (%d of them in %d slices that were staged and not committed)"
            .formatted(recovered.eventsSalvaged(), slices);
  }

  private static String text(Recovered.Table table) {
    String rows =
        "%s up to slice %d: %d rows"
            .formatted(table.name().text(), table.watermark(), table.rows());
    String recounted =
        table.slicesRecounted() == 0
            ? ""
            : ", %d slices counted again".formatted(table.slicesRecounted());
    String added =
        table.eventsAdded() == 0 ? "" : ", %d events counted".formatted(table.eventsAdded());
    return rows + recounted + added;
  }

  private static void addKeys(Project project, Map<KeyRole, String> keys, List<String> lines) {
    lines.add(
        "New keys of project %s. They are shown this once; keep them:".formatted(name(project)));
    new TreeMap<>(keys).forEach((role, key) -> lines.add("  %-6s %s".formatted(name(role), key)));
  }

  private static String name(Project project) {
    return project.id().value() + " " + project.name();
  }

  private List<String> losses() {
    return Losses.of(recovered, around);
  }

  private static String name(KeyRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /// For a script, in one line.
  public String json() {
    var out = new StringWriter();
    try (var json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("lake", around.lake());
      json.writeNumberField("events", recovered.filled().events());
      json.writeNumberField("events_salvaged", recovered.eventsSalvaged());
      json.writeNumberField("slices_salvaged", recovered.slicesSalvaged().size());
      json.writeNumberField("counters", recovered.filled().counters());
      json.writeNumberField("names", recovered.filled().names());
      json.writeNumberField("message_ids", recovered.filled().messageIds());
      json.writeNumberField("promoted", recovered.promoted());
      json.writeNumberField("projects", recovered.projects().size());
      json.writeNumberField("journals", around.journals());
      json.writeStringField(
          "last_received", recovered.lastReceived().map(Object::toString).orElse(null));
      writeLosses(json);
      writeKeys(json);
      json.writeStringField("start", around.start());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return out.toString();
  }

  private void writeLosses(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("lost");
    for (var loss : losses()) {
      json.writeString(loss);
    }
    json.writeEndArray();
  }

  private void writeKeys(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("new_keys");
    for (var project : around.newKeys().entrySet()) {
      json.writeObjectFieldStart(Integer.toString(project.getKey().id().value()));
      for (var key : project.getValue().entrySet()) {
        json.writeStringField(name(key.getKey()), key.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
