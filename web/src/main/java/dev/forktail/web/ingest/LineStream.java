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

  /// What one stream may hold in memory: what waits for the buffer, and what a slice adds to it.
  private static final long STREAM_BYTES = LineOffers.UNSETTLED_BYTES_MAX + (1 << 20);

  /// Gzip is taken in slices so small that what one inflates to is bounded.
  private static final int SLICE_BYTES = 4 << 10;

  private final IntakeLoop intake;
  private final HttpServerRequest request;
  private final long begun;
  private final LineTally tally;
  private final LineOffers offers;
  private final LineReader reader;
  private final LineSplitter splitter;
  private final PlainOrGzip source;
  private byte[] chunk = new byte[0];
  private int at;
  private int length;
  private boolean ended;
  private boolean over;
  private boolean released;
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
    if (!intake.budget().tryTake(STREAM_BYTES)) {
      intake.meters().ended(Outcome.THROTTLED, intake.nanoClock().getAsLong() - begun);
      Replies.sendAndClose(intake.loop(), request, IntakeHandler.NO_ROOM);
      return;
    }
    var head = new LineHead(sender, intake.requester(request), access, key);
    var stream = new LineStream(intake, format, request, head, begun);
    request.handler(stream::take);
    request.endHandler(_ -> stream.end());
    request.exceptionHandler(_ -> stream.abandon());
  }

  private void take(Buffer buffer) {
    if (isOver()) {
      return;
    }
    length = buffer.length();
    at = 0;
    intake.meters().received(length);
    if (chunk.length < length) {
      chunk = new byte[length];
    }
    buffer.getBytes(0, length, chunk, 0);
    advance();
  }

  /// Makes lines of what has come, as long as there is room for them.
  private void work() {
    while (at < length && !offers.isFull() && !isOver()) {
      int size = Math.min(SLICE_BYTES, length - at);
      note(source.feed(chunk, at, size));
      at += size;
    }
    reader.flush();
  }

  private boolean pass(byte[] bytes, int from, int size) {
    splitter.feed(bytes, from, size);
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

  /// Works, reads on, holds back, or answers, as things stand now.
  private void advance() {
    work();
    if (over) {
      release();
      return;
    }
    boolean done = ended || refusal != null || offers.failure() != null;
    if (done && offers.isSettled()) {
      answer();
    } else if (!done && at < length) {
      request.pause();
    } else if (!done) {
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
    release();
  }

  /// Gives its memory back once nothing of it waits for the buffer any more.
  private void release() {
    if (!released && offers.isSettled()) {
      released = true;
      intake.budget().give(STREAM_BYTES);
    }
  }
}
