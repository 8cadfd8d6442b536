package dev.forktail.web.ingest;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.RefusalReason;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.project.Access;
import dev.forktail.web.ingest.Reading.RefusedItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A batch: `{"batch":[…],"context":{…},"sentAt":…,"writeKey":…}`. What the envelope says holds for
/// all its events as far as they do not say otherwise themselves.
final class SegmentBatch implements WireFormat {
  private final BatchReader reader;
  private final ArrivalMaker maker;
  private final IngestLimits limits;

  SegmentBatch(BatchReader reader, ArrivalMaker maker, IngestLimits limits) {
    this.reader = reader;
    this.maker = maker;
    this.limits = limits;
  }

  @Override
  public Reading read(Delivery delivery) {
    var batch = new BatchDraft();
    Refusal fault = reader.read(delivery.body(), delivery.length(), batch);
    maker.keep(delivery.body(), batch.envelope);
    batch.drafts.forEach(draft -> maker.keep(delivery.body(), draft));
    String key = batch.envelope.writeKey;
    Access access = delivery.sender().access(key);
    if (access != null || batch.drafts.stream().allMatch(draft -> draft.writeKey == null)) {
      if (access == null || !Sender.maySend(access)) {
        return delivery.sender().denied(access, key);
      }
    }
    if (fault != null) {
      return refusedWhole(fault, access, delivery);
    }
    return new Assembly(batch, access, delivery).events();
  }

  private Reading refusedWhole(Refusal fault, @Nullable Access access, Delivery delivery) {
    boolean large = fault.reason() == RefusalReason.TOO_LARGE && "batch".equals(fault.field());
    var raw = delivery.slice(0, delivery.length(), limits.deadLetterBytesMax());
    return new Reading.Refused(
        large ? 413 : 400,
        fault.reason().wireName(),
        fault.field(),
        fault.message(),
        access == null
            ? null
            : maker.deadLetter(fault, fault.field(), access, delivery.received(), raw));
  }

  /// The events of one batch on their way to becoming arrivals.
  private final class Assembly {
    private final BatchDraft batch;
    private final @Nullable Access access;
    private final Delivery delivery;
    private final List<Arrival> arrivals;
    private final List<RefusedItem> refused = new ArrayList<>();
    private int accepted;

    Assembly(BatchDraft batch, @Nullable Access access, Delivery delivery) {
      this.batch = batch;
      this.access = access;
      this.delivery = delivery;
      this.arrivals = new ArrayList<>(batch.drafts.size());
    }

    Reading events() {
      for (int index = 0; index < batch.drafts.size(); index++) {
        add(index, batch.drafts.get(index));
      }
      if (access == null && arrivals.isEmpty() && !refused.isEmpty()) {
        return delivery.sender().denied(null, batch.drafts.getFirst().writeKey);
      }
      return new Reading.Events(arrivals, accepted, refused, false);
    }

    private void add(int index, EventDraft draft) {
      Access own = access != null ? access : delivery.sender().access(draft.writeKey);
      if (own == null || !Sender.maySend(own)) {
        refused.add(
            new RefusedItem(
                index, "unknown_key", "batch[" + index + "].writeKey", "The key may not send."));
        return;
      }
      batch.inherit(draft);
      maker.check(draft);
      Payload payload = draft.refusal == null ? payload(draft) : null;
      EventType type = draft.type;
      if (payload == null || type == null) {
        refuse(index, draft, own);
        return;
      }
      arrivals.add(maker.event(draft, type, own, delivery, index, payload));
      accepted++;
    }

    /// The event's bytes, with what it takes from the envelope; null when that makes it too large.
    private @Nullable Payload payload(EventDraft draft) {
      if (!batch.hasCommonParts()) {
        return delivery.slice(draft.whole.start, draft.whole.end, limits.eventBytesMax());
      }
      byte[] merged = EnvelopeMerge.of(delivery.body(), batch.envelope, draft);
      if (merged.length > limits.eventBytesMax()) {
        draft.refuse(
            RefusalReason.TOO_LARGE,
            "context",
            "With the batch's context the event is larger than "
                + limits.eventBytesMax()
                + " bytes.");
        return null;
      }
      return Payload.of(merged);
    }

    private void refuse(int index, EventDraft draft, Access own) {
      Refusal refusal = draft.refusal;
      if (refusal == null) {
        throw new IllegalStateException("A draft without a refusal is an event");
      }
      String item = "batch[" + index + "]";
      String field = fullPath(item, refusal.field());
      refused.add(new RefusedItem(index, refusal.reason().wireName(), field, refusal.message()));
      var raw = delivery.slice(draft.whole.start, draft.whole.end, limits.deadLetterBytesMax());
      arrivals.add(maker.deadLetter(refusal, field, own, delivery.received(), raw));
    }

    private static String fullPath(String item, @Nullable String field) {
      if (field == null) {
        return item;
      }
      return field.startsWith(item) ? field : item + "." + field;
    }
  }
}
