package dev.forktail.web.ingest;

import dev.forktail.web.http.Cors;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.ingest.IntakeMeters.Outcome;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/// Takes the requests of one route on one loop: decides by the head alone whether the body is read
/// at all.
final class IntakeHandler implements Handler<HttpServerRequest> {
  static final Reply NO_ROOM =
      IntakeAnswers.unavailable(
          "Too many bodies are on their way right now.", Duration.ofSeconds(1));
  static final Reply BAD_IDEMPOTENCY_KEY =
      Reply.error(
          400,
          "invalid_field",
          "Idempotency-Key",
          "An idempotency key has 1 to "
              + ArrivalMaker.IDEMPOTENCY_KEY_LENGTH_MAX
              + " characters.");
  private static final Reply UNKNOWN_ENCODING =
      Reply.error(
          415,
          "unsupported_encoding",
          "Content-Encoding",
          "A body may come as it is or in gzip, once.");
  private static final Reply BAD_LENGTH =
      Reply.error(400, "bad_request", "Content-Length", "The header is not a number.");

  /// A refused body up to this size is read and thrown away, so that the connection can stay.
  private static final long DRAINED_BYTES_MAX = 64 << 10;

  private static final long UNKNOWN = -1;
  private static final long WRONG = -2;

  private final IntakeLoop intake;
  private final long bodyBytesMax;
  private final BodyReader reader;

  /// What happens to a request that is let in.
  @FunctionalInterface
  interface BodyReader {
    /// Begins to read the body.
    ///
    /// @param declared its size, or -1
    void begin(HttpServerRequest request, long begun, long declared);
  }

  IntakeHandler(IntakeLoop intake, long bodyBytesMax, BodyReader reader) {
    this.intake = intake;
    this.bodyBytesMax = bodyBytesMax;
    this.reader = reader;
  }

  @Override
  public void handle(HttpServerRequest request) {
    long begun = intake.nanoClock().getAsLong();
    if (request.headers().contains(HttpHeaders.ORIGIN)) {
      Cors.open(request);
    }
    long declared = contentLength(request);
    if (declared > bodyBytesMax) {
      refuse(request, begun, declared, Outcome.TOO_LARGE, tooLarge(bodyBytesMax));
      return;
    }
    var pressure = intake.buffer().pressure();
    if (pressure.isPresent()) {
      var throttled = pressure.get();
      var reply = IntakeAnswers.unavailable(throttled.reason(), throttled.retryAfter());
      refuse(request, begun, declared, Outcome.THROTTLED, reply);
      return;
    }
    if (declared == WRONG || !isKnown(request.headers().get(HttpHeaders.CONTENT_ENCODING))) {
      Reply reply = declared == WRONG ? BAD_LENGTH : UNKNOWN_ENCODING;
      refuse(request, begun, UNKNOWN, Outcome.REFUSED, reply);
      return;
    }
    if (request.headers().contains(HttpHeaders.EXPECT)) {
      request.response().writeContinue();
    }
    reader.begin(request, begun, declared);
  }

  static Reply tooLarge(long bytesMax) {
    return Reply.error(
        413,
        "too_large",
        null,
        "The body is larger than " + bytesMax + " bytes; send less at once.");
  }

  /// Answers without the body. A small one is drained and the connection goes on.
  void refuse(HttpServerRequest request, long begun, long declared, Outcome outcome, Reply reply) {
    intake.meters().ended(outcome, intake.nanoClock().getAsLong() - begun);
    if (declared >= 0 && declared <= DRAINED_BYTES_MAX) {
      Replies.send(request, reply);
    } else {
      Replies.sendAndClose(intake.loop(), request, reply);
    }
  }

  private static long contentLength(HttpServerRequest request) {
    String value = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (value == null) {
      return UNKNOWN;
    }
    try {
      long length = Long.parseLong(value);
      return length < 0 ? WRONG : length;
    } catch (NumberFormatException e) {
      // Answered 400.
      return WRONG;
    }
  }

  private static boolean isKnown(@org.jspecify.annotations.Nullable String encoding) {
    return encoding == null
        || encoding.equalsIgnoreCase("gzip")
        || encoding.equalsIgnoreCase("x-gzip")
        || encoding.equalsIgnoreCase("identity")
        || encoding.isBlank();
  }
}
