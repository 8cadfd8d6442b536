package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.web.http.ErrorJson;
import dev.forktail.web.http.JsonText;
import dev.forktail.web.http.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What intake says back. The answer to a single event that is stored is made once.
final class IntakeAnswers {
  /// How many refused events a batch's answer lists.
  static final int RESULTS_MAX = 100;

  private static final CharSequence DURABILITY = HttpHeaders.createOptimized("Forktail-Durability");
  private static final CharSequence JSON = HttpHeaders.createOptimized(Reply.JSON);
  private static final byte[] SUCCESS = "{\"success\":true}".getBytes(UTF_8);
  private static final CharSequence SUCCESS_LENGTH =
      HttpHeaders.createOptimized(Integer.toString(SUCCESS.length));

  private final CharSequence durability;
  private final Buffer success = Buffer.buffer(SUCCESS);

  /// Answers whose header says that `durability` is what they promise.
  IntakeAnswers(String durability) {
    this.durability = HttpHeaders.createOptimized(durability);
  }

  /// One event is as safe as the header says.
  void single(HttpServerRequest request) {
    var response = request.response();
    MultiMap headers = response.headers();
    headers.set(HttpHeaders.CONTENT_TYPE, JSON);
    headers.set(HttpHeaders.CONTENT_LENGTH, SUCCESS_LENGTH);
    headers.set(DURABILITY, durability);
    response.end(success);
  }

  /// The accepted events are as safe as the header says; the refused ones are listed. When none is
  /// accepted, that is the sender's mistake.
  Reply list(String place, long accepted, long refused, List<Reading.RefusedItem> listed) {
    boolean success = accepted > 0 || refused == 0;
    var json =
        new StringBuilder(256)
            .append("{\"success\":")
            .append(success)
            .append(",\"accepted\":")
            .append(accepted)
            .append(",\"refused\":")
            .append(refused);
    if (refused > 0) {
      appendResults(json, place, refused, listed);
    }
    String body = json.append('}').toString();
    return Reply.json(success ? 200 : 400, body).with(DURABILITY.toString(), durability.toString());
  }

  static Reply refused(Reading.Refused refused) {
    return Reply.error(refused.status(), refused.code(), refused.field(), refused.message());
  }

  static Reply unavailable(String reason, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return new Reply(
        503,
        Reply.JSON,
        Map.of("Retry-After", Long.toString(seconds)),
        Buffer.buffer(ErrorJson.of("unavailable", null, reason)));
  }

  private static void appendResults(
      StringBuilder json, String place, long refused, List<Reading.RefusedItem> listed) {
    json.append(",\"results\":[");
    for (int i = 0; i < Math.min(listed.size(), RESULTS_MAX); i++) {
      var item = listed.get(i);
      json.append(i == 0 ? "{\"" : ",{\"").append(place).append("\":").append(item.position());
      JsonText.quote(json.append(",\"status\":\"refused\",\"reason\":"), item.reason());
      String field = item.field();
      if (field != null) {
        JsonText.quote(json.append(",\"field\":"), field);
      }
      JsonText.quote(json.append(",\"message\":"), item.message()).append('}');
    }
    json.append(']');
    if (refused > RESULTS_MAX) {
      json.append(",\"resultsOmitted\":").append(refused - RESULTS_MAX);
    }
  }
}
