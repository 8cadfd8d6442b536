package dev.forktail.web.ingest;

import dev.forktail.engine.project.Access;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.ingest.IntakeMeters.Outcome;
import dev.forktail.web.ingest.LineReader.LineHead;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One NDJSON request, taken line by line while it arrives: `POST /v1/events`.
///
/// Memory is bounded: when too much waits for the buffer, nothing more is read. When the buffer has
/// no room for long the request ends with 503; what was accepted until then is said in the answer,
/// and the sender sends everything again with the same ids.
final class LineStream {
  private static final CharSequence IDEMPOTENCY_KEY =
      HttpHeaders.createOptimized("Idempotency-Key");

  private final IntakeLoop intake;
  private final HttpServerRequest request;
  private final long begun;
  private final LineTally tally;
  private final LineOffers offers;
  private final LineReader reader;
  private final LineSplitter splitter;
  private final PlainOrGzip source;
  private byte[] piece = new byte[0];
  private boolean ended;
  private boolean over;
  private @Nullable Reply refusal;

  private LineStream(
      IntakeLoop intake, WireFormat format, HttpServerRequest request, LineHead head, long begun) {
    this.intake = intake;
    this.request = request;
    this.begun = begun;
    this.tally = new LineTally(intake.meters());
    this.offers = new LineOffers(intake, tally, this::advance);
    this.reader = new LineReader(intake, format, head, tally, offers);
    this.splitter = new LineSplitter(intake.limits().eventBytesMax(), reader);
    this.source = new PlainOrGzip(intake.limits().streamBytesMax(), this::pass);
  }

  /// Begins to take the lines of `request`, if its head shows a key that may send.
  static void begin(IntakeLoop intake, WireFormat format, HttpServerRequest request, long begun) {
    Sender sender = intake.doorkeeper().sender(request);
    Access access = sender.access(null);
    if (access == null || !Sender.maySend(access)) {
      intake.meters().ended(Outcome.UNAUTHORIZED, intake.nanoClock().getAsLong() - begun);
      var denied = IntakeAnswers.refused(sender.denied(access, null));
      Replies.sendAndClose(intake.loop(), request, denied);
      return;
    }
    String key = request.headers().get(IDEMPOTENCY_KEY);
    if (key != null && !ArrivalMaker.isUsable(key)) {
      intake.meters().ended(Outcome.REFUSED, intake.nanoClock().getAsLong() - begun);
      Replies.sendAndClose(intake.loop(), request, IntakeHandler.BAD_IDEMPOTENCY_KEY);
      return;
    }
    var stream = new LineStream(intake, format, request, new LineHead(sender, access, key), begun);
    request.handler(stream::take);
    request.endHandler(_ -> stream.end());
    request.exceptionHandler(_ -> stream.abandon());
  }

  private void take(Buffer chunk) {
    if (isOver()) {
      return;
    }
    int length = chunk.length();
    intake.meters().received(length);
    if (piece.length < length) {
      piece = new byte[length];
    }
    chunk.getBytes(0, length, piece, 0);
    note(source.feed(piece, length));
    reader.flush();
    advance();
  }

  private boolean pass(byte[] bytes, int length) {
    splitter.feed(bytes, length);
    return !isOver();
  }

  private void end() {
    ended = true;
    if (!isOver()) {
      note(source.end());
    }
    if (!isOver()) {
      splitter.end();
      reader.flush();
    }
    advance();
  }

  private void note(GzipStream.@Nullable Fault fault) {
    if (fault != null) {
      refusal =
          Reply.error(
              fault.tooLarge() ? 413 : 400,
              fault.tooLarge() ? "too_large" : "malformed",
              null,
              fault.message());
    }
  }

  /// Whether nothing more is taken.
  private boolean isOver() {
    return over || refusal != null || offers.failure() != null;
  }

  /// Reads on, holds back, or answers, as things stand now.
  private void advance() {
    if (over) {
      return;
    }
    boolean done = ended || refusal != null || offers.failure() != null;
    if (done && offers.isSettled()) {
      answer();
    } else if (!ended && offers.isFull() && !done) {
      request.pause();
    } else if (!ended) {
      request.resume();
    }
  }

  private void answer() {
    String failure = offers.failure();
    if (failure != null) {
      finish(Outcome.UNAVAILABLE, unavailable(failure));
    } else if (refusal != null) {
      finish(refusal.status() == 413 ? Outcome.TOO_LARGE : Outcome.REFUSED, refusal);
    } else {
      var reply = intake.answers().list("line", tally.accepted(), tally.refused(), tally.listed());
      finish(reply.status() == 200 ? Outcome.OK : Outcome.REFUSED, reply);
    }
  }

  private Reply unavailable(String reason) {
    return IntakeAnswers.unavailable(
        reason + " Accepted so far: " + tally.accepted() + ". Send everything again.",
        Duration.ofSeconds(1));
  }

  private void finish(Outcome outcome, Reply reply) {
    close(outcome);
    if (ended) {
      Replies.send(request, reply);
    } else {
      Replies.sendAndClose(intake.loop(), request, reply);
    }
  }

  /// The client went away. What was offered stays offered.
  private void abandon() {
    if (!over) {
      close(Outcome.ABANDONED);
    }
  }

  private void close(Outcome outcome) {
    over = true;
    source.close();
    intake.meters().ended(outcome, intake.nanoClock().getAsLong() - begun);
  }
}
