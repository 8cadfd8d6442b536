package dev.forktail.web.ingest;

import dev.forktail.engine.context.Requester;
import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.RefusalReason;
import dev.forktail.engine.project.Access;
import dev.forktail.web.ingest.Reading.RefusedItem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Makes arrivals of lines, in groups.
final class LineReader implements LineSplitter.Lines {
  private static final long GROUP_BYTES_MAX = 256 << 10;

  private final IntakeLoop intake;
  private final WireFormat format;
  private final Sender sender;
  private final Requester requester;
  private final Access access;
  private final @Nullable String idempotencyKey;
  private final LineTally tally;
  private final LineOffers offers;
  private LineGroup group;

  LineReader(
      IntakeLoop intake, WireFormat format, LineHead head, LineTally tally, LineOffers offers) {
    this.intake = intake;
    this.format = format;
    this.sender = head.sender();
    this.requester = head.requester();
    this.access = head.access();
    this.idempotencyKey = head.idempotencyKey();
    this.tally = tally;
    this.offers = offers;
    this.group = offers.newGroup();
  }

  /// What the head of the request said.
  record LineHead(
      Sender sender, Requester requester, Access access, @Nullable String idempotencyKey) {}

  @Override
  public void line(byte[] line, long number) {
    var delivery =
        Delivery.ofLine(sender, requester, line, intake.clock().instant(), idempotencyKey, number);
    switch (format.read(delivery)) {
      case Reading.Events events -> events.arrivals().forEach(event -> add(event, line.length));
      case Reading.Refused refused -> {
        tally.list(new RefusedItem(number, refused.code(), refused.field(), refused.message()));
        DeadLetter letter = refused.deadLetter();
        if (letter != null) {
          add(letter, line.length);
        }
      }
    }
  }

  @Override
  public void cutLine(byte[] beginning, long number) {
    int max = intake.limits().eventBytesMax();
    String message = "The event is larger than " + max + " bytes.";
    tally.list(new RefusedItem(number, RefusalReason.TOO_LARGE.wireName(), null, message));
    byte[] raw =
        Arrays.copyOf(beginning, Math.min(beginning.length, intake.limits().deadLetterBytesMax()));
    add(
        new DeadLetter(
            access.project(),
            access.source(),
            intake.clock().instant(),
            RefusalReason.TOO_LARGE,
            null,
            message,
            Payload.of(raw)),
        raw.length);
  }

  /// Offers what has come together so far.
  void flush() {
    if (!group.arrivals().isEmpty()) {
      offers.add(group);
      group = offers.newGroup();
    }
  }

  private void add(Arrival arrival, int bytes) {
    group.add(arrival, bytes);
    if (group.bytes() > GROUP_BYTES_MAX) {
      flush();
    }
  }
}
