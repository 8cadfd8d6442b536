package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.context.Agent;
import dev.forktail.engine.context.IpPolicy;
import dev.forktail.engine.context.KnownAgents;
import dev.forktail.engine.context.Place;
import dev.forktail.engine.context.Requester;
import dev.forktail.engine.context.VisitorContexts;
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

  /// Knows one browser, and that everybody is in Bavaria.
  static final VisitorContexts CONTEXTS =
      new VisitorContexts(
          new KnownAgents(
              text -> new Agent("Chrome", 142, "Windows", "desktop", text.contains("bot")),
              () -> 0),
          _ -> new Place("DE", "DE-BY"),
          IpPolicy.TRUNCATE);

  private final IngestLimits limits = IngestLimits.standard();
  private final EventReader reader = new EventReader();
  private final ArrivalMaker maker =
      new ArrivalMaker(limits, new MessageIds(new SplittableRandom(1)), CONTEXTS);
  private final Sender sender =
      new Sender(new Doorkeeper(new KeyRing(), () -> 0), ACCESS, null, true);

  final WireFormat batch = new SegmentBatch(new BatchReader(reader, limits), maker, limits);
  final WireFormat track = single(EventType.TRACK);

  WireFormat single(EventType type) {
    return SingleEvent.ofType(type, reader, maker, limits);
  }

  Reading read(WireFormat format, byte[] body) {
    return read(format, body, Requester.UNKNOWN);
  }

  Reading read(WireFormat format, byte[] body, Requester requester) {
    return format.read(Delivery.ofBody(sender, requester, body, body.length, RECEIVED, null));
  }

  Reading read(WireFormat format, String body) {
    return read(format, body.getBytes(UTF_8));
  }

  /// The only event that `body` holds.
  Event event(WireFormat format, String body) {
    return event(format, body, Requester.UNKNOWN);
  }

  /// The only event that `body` holds, sent by `requester`.
  Event event(WireFormat format, String body, Requester requester) {
    if (read(format, body.getBytes(UTF_8), requester) instanceof Reading.Events events
        && events.arrivals().size() == 1
        && events.arrivals().getFirst() instanceof Event event) {
      return event;
    }
    throw new AssertionError("Not one event: " + read(format, body));
  }
}
