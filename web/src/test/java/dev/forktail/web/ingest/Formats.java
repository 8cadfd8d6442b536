package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.ingest.MessageIds;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import java.time.Instant;
import java.util.SplittableRandom;

/// The wire formats without a server.
final class Formats {
  static final Instant RECEIVED = Instant.parse("2026-11-22T12:00:00Z");
  static final Access ACCESS = new Access(new ProjectId(1), KeyRole.WRITE, "website");

  private final IngestLimits limits = IngestLimits.standard();
  private final EventReader reader = new EventReader();
  private final ArrivalMaker maker =
      new ArrivalMaker(limits, new MessageIds(new SplittableRandom(1)));
  private final Sender sender =
      new Sender(new Doorkeeper(new KeyRing(), () -> 0), ACCESS, null, true);

  final WireFormat batch = new SegmentBatch(new BatchReader(reader, limits), maker, limits);
  final WireFormat track = single(EventType.TRACK);

  WireFormat single(EventType type) {
    return SingleEvent.ofType(type, reader, maker, limits);
  }

  Reading read(WireFormat format, byte[] body) {
    return format.read(Delivery.ofBody(sender, body, body.length, RECEIVED, null));
  }

  Reading read(WireFormat format, String body) {
    return read(format, body.getBytes(UTF_8));
  }

  /// The only event that `body` holds.
  Event event(WireFormat format, String body) {
    if (read(format, body) instanceof Reading.Events events
        && events.arrivals().size() == 1
        && events.arrivals().getFirst() instanceof Event event) {
      return event;
    }
    throw new AssertionError("Not one event: " + read(format, body));
  }
}
