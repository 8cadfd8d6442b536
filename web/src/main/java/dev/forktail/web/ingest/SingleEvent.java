package dev.forktail.web.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.project.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A text that is one event: the body of `POST /v1/track` and its kin, or a line of NDJSON.
final class SingleEvent implements WireFormat {
  private final Supplier<EventDraft> drafts;
  private final EventReader reader;
  private final ArrivalMaker maker;
  private final IngestLimits limits;

  private SingleEvent(
      Supplier<EventDraft> drafts, EventReader reader, ArrivalMaker maker, IngestLimits limits) {
    this.drafts = drafts;
    this.reader = reader;
    this.maker = maker;
    this.limits = limits;
  }

  /// A body whose type its route says.
  static SingleEvent ofType(
      EventType type, EventReader reader, ArrivalMaker maker, IngestLimits limits) {
    return new SingleEvent(() -> EventDraft.of(type), reader, maker, limits);
  }

  /// A line: a track event unless it says otherwise, which may call its fields `id` and `name`.
  static SingleEvent ofLine(EventReader reader, ArrivalMaker maker, IngestLimits limits) {
    return new SingleEvent(
        () -> EventDraft.ofTypeUnlessTold(EventType.TRACK), reader, maker, limits);
  }

  @Override
  public Reading read(Delivery delivery) {
    var draft = drafts.get();
    Refusal fault = parse(delivery, draft);
    maker.keep(delivery.body(), draft);
    Access access = delivery.sender().access(draft.writeKey);
    if (access == null || !Sender.maySend(access)) {
      return delivery.sender().denied(access, draft.writeKey);
    }
    if (fault != null) {
      return refused(fault, access, delivery);
    }
    if (!draft.typeGiven) {
      draft.takeLineNames();
    }
    maker.check(draft);
    EventType type = draft.type;
    if (draft.refusal != null || type == null) {
      return refused(draft.refusalOr("An event must say its type."), access, delivery);
    }
    var payload = delivery.slice(draft.whole.start, draft.whole.end, limits.eventBytesMax());
    return new Reading.Events(
        List.of(maker.event(draft, type, access, delivery, delivery.number(), payload)),
        1,
        List.of(),
        true);
  }

  private @Nullable Refusal parse(Delivery delivery, EventDraft draft) {
    byte[] body = delivery.body();
    Refusal fault = StrictJson.textFault(body, delivery.length());
    if (fault != null) {
      return fault;
    }
    try (JsonParser json = StrictJson.parser(body, 0, delivery.length())) {
      return parse(json, body, draft);
    } catch (IOException e) {
      throw new UncheckedIOException("An array cannot be read", e);
    }
  }

  private @Nullable Refusal parse(JsonParser json, byte[] body, EventDraft draft)
      throws IOException {
    try {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return StrictJson.malformed("The body must be a JSON object.");
      }
      reader.read(json, draft);
      if (json.nextToken() != null) {
        return StrictJson.malformed("There is something behind the JSON object.");
      }
    } catch (JsonProcessingException e) {
      return StrictJson.fault(e, json);
    }
    return Surrogates.check(body, draft);
  }

  private Reading refused(Refusal refusal, Access access, Delivery delivery) {
    var raw = delivery.slice(0, delivery.length(), limits.deadLetterBytesMax());
    return new Reading.Refused(
        400,
        refusal.reason().wireName(),
        refusal.field(),
        refusal.message(),
        maker.deadLetter(refusal, refusal.field(), access, delivery.received(), raw));
  }
}
