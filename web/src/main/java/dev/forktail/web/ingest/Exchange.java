package dev.forktail.web.ingest;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.ingest.Acknowledgement;
import dev.forktail.engine.ingest.Admission;
import dev.forktail.web.http.Loop;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.ingest.BodyInflater.Inflated;
import dev.forktail.web.ingest.IntakeMeters.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request with a whole body, from its head to its answer: collects the body, has it read,
/// offers what it held, and answers when that is acknowledged.
///
/// All on the loop of its connection but for the acknowledgement, which comes from elsewhere and
/// wakes the loop.
final class Exchange extends Loop.Task implements Acknowledgement {
  private static final CharSequence IDEMPOTENCY_KEY =
      HttpHeaders.createOptimized("Idempotency-Key");
  private static final Duration RETRY_AFTER_FAILURE = Duration.ofSeconds(1);

  private final IntakeLoop intake;
  private final WireFormat format;
  private final HttpServerRequest request;
  private final long begun;
  private byte[] body;
  private int length;
  private long taken;
  private boolean over;
  private @Nullable Reading reading;
  private @Nullable String failure;

  private Exchange(
      IntakeLoop intake, WireFormat format, HttpServerRequest request, long begun, int bodyBytes) {
    this.intake = intake;
    this.format = format;
    this.request = request;
    this.begun = begun;
    this.body = new byte[bodyBytes];
    this.taken = bodyBytes;
  }

  /// Begins to read the body of `request`.
  ///
  /// @param declared its size, or -1
  static void begin(
      IntakeLoop intake, WireFormat format, HttpServerRequest request, long begun, int declared) {
    int size = Math.max(declared, 0);
    if (!intake.budget().tryTake(size)) {
      intake.meters().ended(Outcome.THROTTLED, intake.nanoClock().getAsLong() - begun);
      Replies.sendAndClose(intake.loop(), request, IntakeHandler.NO_ROOM);
      return;
    }
    var exchange = new Exchange(intake, format, request, begun, size);
    request.handler(exchange::collect);
    request.endHandler(_ -> exchange.read());
    request.exceptionHandler(_ -> exchange.abandon());
  }

  @Override
  public void acknowledged() {
    intake.loop().wake(this);
  }

  @Override
  public void failed(String reason) {
    failure = reason;
    intake.loop().wake(this);
  }

  /// Answers, when the buffer has said what became of the arrivals.
  @Override
  protected void run() {
    String reason = failure;
    if (reason != null) {
      finish(Outcome.UNAVAILABLE, IntakeAnswers.unavailable(reason, RETRY_AFTER_FAILURE));
      return;
    }
    switch (reading) {
      case Reading.Events events -> answer(events);
      case Reading.Refused refused -> answer(refused);
      case null -> throw new IllegalStateException("Acknowledged before it was offered");
    }
  }

  private void collect(Buffer chunk) {
    if (over) {
      return;
    }
    int size = chunk.length();
    if (size > body.length - length && !makeRoom(size)) {
      return;
    }
    chunk.getBytes(0, size, body, length);
    length += size;
  }

  /// Makes room for `more` bytes of a body whose size was not declared.
  private boolean makeRoom(int more) {
    if (length + more > intake.limits().bodyBytesMax()) {
      refuseAndClose(Outcome.TOO_LARGE, IntakeHandler.tooLarge(intake.limits().bodyBytesMax()));
      return false;
    }
    int size = Math.min(intake.limits().bodyBytesMax(), Math.max(4_096, 2 * (length + more)));
    if (!intake.budget().tryTake(size - body.length)) {
      refuseAndClose(Outcome.THROTTLED, IntakeHandler.NO_ROOM);
      return false;
    }
    taken += size - body.length;
    body = Arrays.copyOf(body, size);
    return true;
  }

  private void read() {
    if (over) {
      return;
    }
    intake.meters().received(length);
    if (BodyInflater.isGzip(body, length) && !inflate()) {
      return;
    }
    String key = request.headers().get(IDEMPOTENCY_KEY);
    if (key != null && !ArrivalMaker.isUsable(key)) {
      finish(Outcome.REFUSED, IntakeHandler.BAD_IDEMPOTENCY_KEY);
      return;
    }
    var delivery =
        Delivery.ofBody(
            intake.doorkeeper().sender(request),
            intake.requester(request),
            body,
            length,
            intake.clock().instant(),
            key);
    Reading read = format.read(delivery);
    reading = read;
    switch (read) {
      case Reading.Events events -> offer(events.arrivals());
      case Reading.Refused refused -> {
        DeadLetter letter = refused.deadLetter();
        offer(letter == null ? List.of() : List.of(letter));
      }
    }
  }

  private boolean inflate() {
    switch (intake.inflater().inflate(body, length)) {
      case Inflated.Body inflated -> {
        body = inflated.bytes;
        length = inflated.length;
        taken += inflated.bytes.length;
        return true;
      }
      case Inflated.Broken(GzipStream.Fault fault) -> refuse(fault);
      case Inflated.NoRoom() -> finish(Outcome.THROTTLED, IntakeHandler.NO_ROOM);
    }
    return false;
  }

  private void refuse(GzipStream.Fault fault) {
    if (fault.tooLarge()) {
      finish(Outcome.TOO_LARGE, Reply.error(413, "too_large", null, fault.message()));
    } else {
      finish(Outcome.REFUSED, Reply.error(400, "malformed", null, fault.message()));
    }
  }

  private void offer(List<? extends Arrival> arrivals) {
    if (arrivals.isEmpty()) {
      run();
      return;
    }
    switch (intake.buffer().offer(arrivals, this)) {
      case Admission.Admitted() -> {}
      case Admission.Throttled(String reason, Duration retryAfter) -> {
        intake.meters().throttled(arrivals.size());
        finish(Outcome.THROTTLED, IntakeAnswers.unavailable(reason, retryAfter));
      }
    }
  }

  private void answer(Reading.Events events) {
    intake.meters().accepted(events.accepted());
    if (events.single()) {
      end(Outcome.OK);
      intake.answers().single(request);
      return;
    }
    for (Arrival arrival : events.arrivals()) {
      if (arrival instanceof DeadLetter letter) {
        intake.meters().refused(letter.reason());
      }
    }
    var reply =
        intake
            .answers()
            .list("index", events.accepted(), events.refused().size(), events.refused());
    finish(reply.status() == 200 ? Outcome.OK : Outcome.REFUSED, reply);
  }

  private void answer(Reading.Refused refused) {
    DeadLetter letter = refused.deadLetter();
    if (letter != null) {
      intake.meters().refused(letter.reason());
    }
    boolean unauthorized = refused.status() == 401 || refused.status() == 403;
    finish(unauthorized ? Outcome.UNAUTHORIZED : Outcome.REFUSED, IntakeAnswers.refused(refused));
  }

  private void finish(Outcome outcome, Reply reply) {
    end(outcome);
    Replies.send(request, reply);
  }

  private void refuseAndClose(Outcome outcome, Reply reply) {
    end(outcome);
    Replies.sendAndClose(intake.loop(), request, reply);
  }

  /// The client went away before its body was whole.
  private void abandon() {
    if (!over && reading == null) {
      end(Outcome.ABANDONED);
    }
  }

  private void end(Outcome outcome) {
    over = true;
    intake.budget().give(taken);
    intake.meters().ended(outcome, intake.nanoClock().getAsLong() - begun);
  }
}
