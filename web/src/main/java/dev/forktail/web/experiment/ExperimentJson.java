package dev.forktail.web.experiment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.forktail.assignment.hash.Hasher;
import dev.forktail.engine.experiment.AuditLine;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.experiment.StrategyCheck;
import dev.forktail.engine.experiment.json.DefinitionJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The answers about experiments.
final class ExperimentJson {
  /// That of the catalog's times.
  static final ChronoUnit PRECISION = ChronoUnit.MILLIS;

  private static final JsonFactory JSON = new JsonFactory();

  private ExperimentJson() {}

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  static String etag(long version) {
    return "\"" + version + "\"";
  }

  static String list(List<StoredExperiment> experiments) {
    return text(
        json -> {
          json.writeArrayFieldStart("experiments");
          for (var experiment : experiments) {
            json.writeStartObject();
            write(json, experiment);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static String one(StoredExperiment experiment) {
    return text(json -> write(json, experiment));
  }

  private static void write(JsonGenerator json, StoredExperiment experiment) throws IOException {
    DefinitionJson.writeFields(json, experiment.definition());
    json.writeNumberField("version", experiment.version());
    json.writeStringField("created", experiment.created().toString());
    json.writeStringField("changed", experiment.changed().toString());
  }

  static String audit(List<AuditLine> lines) {
    return text(
        json -> {
          json.writeArrayFieldStart("audit");
          for (var line : lines) {
            json.writeStartObject();
            json.writeNumberField("version", line.version());
            json.writeStringField("at", line.change().at().toString());
            json.writeStringField("who", line.change().who());
            json.writeStringField("what", line.change().action().word());
            json.writeStringField("note", line.change().note());
            json.writeFieldName("experiment");
            json.writeRawValue(DefinitionJson.write(line.definition()));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static String strategies(StrategyCheck strategies) {
    return text(
        json -> {
          json.writeArrayFieldStart("strategies");
          for (var strategy : strategies.all()) {
            json.writeStartObject();
            json.writeStringField("name", strategy.name());
            json.writeStringField("description", strategy.description());
            json.writeBooleanField("needsMemory", strategy.needsMemory());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("hashers");
          for (var hasher : Hasher.values()) {
            json.writeStartObject();
            json.writeStringField("name", hasher.key());
            json.writeArrayFieldStart("salts");
            for (var salt : hasher.salts()) {
              json.writeString(salt);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String text(Writing writing) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      writing.to(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return text.toString();
  }
}
