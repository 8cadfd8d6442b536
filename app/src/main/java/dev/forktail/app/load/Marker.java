package dev.forktail.app.load;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One marker event after the other, all of one name. Used by one thread.
final class Marker {
  private static final long FAILED = Long.MIN_VALUE;

  private final String name;
  private final RunId run;
  private long number;
  private @Nullable Flight flight;

  Marker(int index, RunId run) {
    this.name = "load marker " + index;
    this.run = run;
  }

  /// What is on its way.
  ///
  /// @param baseCount what the counter stood at before
  /// @param ackedNanos when it was acknowledged, or FAILED
  private record Flight(
      HttpRequest request,
      MarkerCounter counter,
      long baseCount,
      CompletableFuture<Long> ackedNanos) {}

  boolean onItsWay() {
    return flight != null;
  }

  /// The counter that the next one will be counted in, if it happens at `now`.
  MarkerCounter counterAt(Instant now) {
    return new MarkerCounter(now.truncatedTo(ChronoUnit.MINUTES), name);
  }

  /// Sends the next one, made by `template` from its body.
  void send(
      HttpClient http, HttpRequest.Builder template, Instant now, long base, LongSupplier clock) {
    number++;
    String body =
        """
        {"type":"track","event":"%s","userId":"load","messageId":"v%s-%s-%d","timestamp":"%s"}\
        """
            .formatted(name, run.text(), name.replace(' ', '-'), number, now);
    var request = template.copy().POST(HttpRequest.BodyPublishers.ofString(body)).build();
    flight = new Flight(request, counterAt(now), base, sent(http, request, clock));
  }

  /// Sends the same one again when the last attempt failed.
  void sendAgainIfFailed(HttpClient http, LongSupplier clock) {
    var current = flight;
    if (current != null && current.ackedNanos.getNow(0L) == FAILED) {
      var again = sent(http, current.request, clock);
      flight = new Flight(current.request, current.counter, current.baseCount, again);
    }
  }

  /// Whether it was acknowledged and `counts` shows it.
  boolean visibleIn(MarkerCounts counts) {
    var current = flight;
    return current != null && acked(current) && counts.of(current.counter) > current.baseCount;
  }

  /// When the one on its way was acknowledged.
  OptionalLong findAckedNanos() {
    var current = flight;
    return current != null && acked(current)
        ? OptionalLong.of(current.ackedNanos.getNow(FAILED))
        : OptionalLong.empty();
  }

  /// The minute of the one on its way, or of `now` when there is none.
  Instant minute(Instant now) {
    var current = flight;
    return current == null ? now.truncatedTo(ChronoUnit.MINUTES) : current.counter.minute();
  }

  void arrived() {
    flight = null;
  }

  private static boolean acked(Flight flight) {
    return flight.ackedNanos.isDone() && flight.ackedNanos.getNow(FAILED) != FAILED;
  }

  private static CompletableFuture<Long> sent(
      HttpClient http, HttpRequest request, LongSupplier clock) {
    return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle(
            (answer, failure) ->
                failure == null && answer.statusCode() / 100 == 2 ? clock.getAsLong() : FAILED);
  }
}
