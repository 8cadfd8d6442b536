package dev.forktail.web.ingest;

import static dev.forktail.engine.event.RefusalReason.MISSING_FIELD;
import static dev.forktail.engine.event.RefusalReason.TOO_LARGE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.engine.event.RefusalReason;
import dev.forktail.engine.ingest.IngestLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/// Reads the envelope of a batch and the events in it.
final class BatchReader {
  private final EventReader reader;
  private final IngestLimits limits;

  BatchReader(EventReader reader, IngestLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  /// Reads `body` into `batch`; what is returned is wrong with the whole of it.
  @Nullable Refusal read(byte[] body, int length, BatchDraft batch) {
    Refusal fault = StrictJson.textFault(body, length);
    if (fault != null) {
      return fault;
    }
    try (JsonParser json = StrictJson.parser(body, 0, length)) {
      fault = readWhole(json, batch);
    } catch (IOException e) {
      throw new UncheckedIOException("An array cannot be read", e);
    }
    return fault != null ? fault : Surrogates.check(body, length, batch);
  }

  private @Nullable Refusal readWhole(JsonParser json, BatchDraft batch) throws IOException {
    try {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return StrictJson.malformed("The body must be a JSON object.");
      }
      readEnvelope(json, batch);
      if (batch.envelope.refusal == null && json.nextToken() != null) {
        return StrictJson.malformed("There is something behind the JSON object.");
      }
    } catch (JsonProcessingException e) {
      return StrictJson.fault(e, json);
    }
    if (batch.envelope.refusal == null && !batch.listed) {
      return new Refusal(MISSING_FIELD, "batch", "A batch must have a list in \"batch\".");
    }
    return batch.envelope.refusal;
  }

  private void readEnvelope(JsonParser json, BatchDraft batch) throws IOException {
    EventDraft envelope = batch.envelope;
    var seen = new HashSet<String>();
    while (envelope.refusal == null && json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      if (!seen.add(field)) {
        envelope.refuse(
            RefusalReason.INVALID_FIELD, field, "The field stands twice in the same object.");
      }
      json.nextToken();
      if (field.equals("batch")) {
        readList(json, batch);
      } else {
        reader.readEnvelopeField(json, envelope, field);
      }
    }
  }

  private void readList(JsonParser json, BatchDraft batch) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      batch.envelope.refuse(
          RefusalReason.INVALID_FIELD, "batch", "\"batch\" must be one list of events.");
      return;
    }
    batch.listed = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (batch.drafts.size() == limits.batchEventsMax()) {
        batch.envelope.refuse(
            TOO_LARGE,
            "batch",
            "A batch may hold " + limits.batchEventsMax() + " events; send several.");
        return;
      }
      batch.drafts.add(readItem(json));
    }
  }

  private EventDraft readItem(JsonParser json) throws IOException {
    var draft = EventDraft.ofAnyType();
    if (json.currentToken() == JsonToken.START_OBJECT) {
      reader.read(json, draft);
      return draft;
    }
    reader.overItem(json, draft);
    draft.refuse(RefusalReason.MALFORMED, null, "An event must be a JSON object.");
    return draft;
  }
}
