package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a server for assignments at a fixed rate, or as fast as it answers, and says how long that
/// took: `RequestLoad URL KEY assign|exposed|ofrep EXPERIMENT REQUESTS_PER_SECOND CONNECTIONS
/// SECONDS`, of which the first quarter is not counted.
///
/// An open loop on one thread: the latency of a request counts from when it was meant to be sent. A
/// rate of 0 sends the next request of a connection when the one before is answered.
final class RequestLoad {
  private static final Logger log = LoggerFactory.getLogger(RequestLoad.class);
  private static final int USERS = 1_000_000;

  /// Walks over all users before it comes to one again.
  private static final int STEP = 7_919;

  private final InetSocketAddress server;
  private final Asked asked;
  private final int connections;
  private final double rate;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final ByteBuffer reading = ByteBuffer.allocateDirect(64 << 10);
  private final ByteBuffer writing = ByteBuffer.allocateDirect(2 << 10);
  private final Histogram latencies = new Histogram(3);
  private final long begin = System.nanoTime();
  private final long countFrom;
  private final long end;
  private long requests;
  private long wrong;

  private RequestLoad(URI url, Asked asked, double rate, int connections, Duration time) {
    this.server = new InetSocketAddress(url.getHost(), url.getPort());
    this.asked = asked;
    this.rate = rate;
    this.connections = connections;
    this.countFrom = begin + time.toNanos() / 4;
    this.end = begin + time.toNanos();
  }

  public static void main(String[] arguments) throws IOException {
    var url = URI.create(arguments[0]);
    var asked = Asked.of(url, arguments[1], arguments[2], arguments[3]);
    var time = Duration.ofSeconds(Long.parseLong(arguments[6]));
    new RequestLoad(
            url, asked, Double.parseDouble(arguments[4]), Integer.parseInt(arguments[5]), time)
        .run();
  }

  /// What each request asks.
  ///
  /// @param head up to the number of bytes of the body
  /// @param before of the body, up to the number of the user
  /// @param behind what comes after that
  private record Asked(String head, String before, String behind) {
    static Asked of(URI url, String key, String what, String experiment) {
      boolean ofrep = what.equals("ofrep");
      var head =
          "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Length: "
              .formatted(
                  ofrep ? "/ofrep/v1/evaluate/flags/" + experiment : "/v1/assign",
                  url.getAuthority(),
                  key);
      return ofrep
          ? new Asked(head, "{\"context\":{\"targetingKey\":\"user-", "\",\"country\":\"DE\"}}")
          : new Asked(
              head,
              "{\"subject\":{\"userId\":\"user-",
              "\",\"attributes\":{\"country\":\"DE\"}},\"experiments\":[\"%s\"],\"expose\":%s}"
                  .formatted(experiment, what.equals("exposed")));
    }

    byte[] of(long user) {
      var body = before + user + behind;
      return (head + body.length() + "\r\n\r\n" + body).getBytes(US_ASCII);
    }
  }

  private void run() throws IOException {
    try (var selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        var connection = new Connection();
        if (connection.open(server, selector)) {
          idle.addLast(connection);
        }
      }
      for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
        while (!idle.isEmpty() && isDue(now)) {
          send(idle.removeFirst(), now);
          now = System.nanoTime();
        }
        selector.select(this::onReady, 1);
      }
    }
    report();
  }

  private boolean isDue(long now) {
    return rate == 0 || due(requests) <= now;
  }

  private long due(long request) {
    return begin + (long) (request * (1e9 / rate));
  }

  private void send(Connection connection, long now) throws IOException {
    writing.clear();
    writing.put(asked.of(requests * STEP % USERS));
    connection.send(writing.flip(), requests++, 0, now);
  }

  private void onReady(SelectionKey key) {
    var connection = (Connection) key.attachment();
    try {
      if (key.isConnectable()) {
        connection.finishConnect();
        idle.addLast(connection);
        return;
      }
      if (key.isWritable()) {
        connection.writeOn();
      }
      var answer = key.isReadable() ? connection.read(reading) : null;
      if (answer != null) {
        answered(connection, answer.status());
      }
    } catch (IOException e) {
      throw new IllegalStateException("The connection to the server broke", e);
    }
  }

  private void answered(Connection connection, int status) {
    long now = System.nanoTime();
    wrong += status == 200 ? 0 : 1;
    if (now >= countFrom) {
      latencies.recordValue(now - (rate == 0 ? connection.sentNanos() : due(connection.request())));
    }
    connection.answered(now);
    idle.addLast(connection);
  }

  private void report() {
    var line = new StringBuilder();
    for (double percentile : List.of(50.0, 90.0, 99.0, 99.9, 100.0)) {
      line.append(
          String.format(
              Locale.ROOT,
              " p%s=%.2f",
              percentile,
              latencies.getValueAtPercentile(percentile) / 1e6));
    }
    log.info(
        "Answered: requests={} perSecond={} notOk={} millis:{}",
        latencies.getTotalCount(),
        Math.round(latencies.getTotalCount() / ((end - countFrom) / 1e9)),
        wrong,
        line);
  }
}
