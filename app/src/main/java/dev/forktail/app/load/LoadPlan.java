package dev.forktail.app.load;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/// What a run is to do.
///
/// @param url the server: scheme, host and port
/// @param key the write key
/// @param rate events per second
/// @param batch events per request
/// @param size bytes of an event; 0 = as large as it is
/// @param warmup the first part of `duration`, whose latencies are not counted
/// @param timeout how long an answer may take
/// @param patience how long after `duration` the run goes on trying to get everything acknowledged
/// @param waitingMax how many events may wait to be sent
record LoadPlan(
    URI url,
    String key,
    double rate,
    Duration duration,
    Duration warmup,
    int size,
    int connections,
    int batch,
    WireFormat format,
    Duration timeout,
    Duration patience,
    long waitingMax,
    long seed) {
  private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

  LoadPlan {
    require("http".equals(url.getScheme()) && url.getHost() != null, "--url", "http://HOST:PORT");
    require(KEY.matcher(key).matches(), "--key", "1 to 200 visible ASCII characters");
    require(rate > 0 && rate <= 10_000_000, "--rate", "more than 0, at most 10,000,000");
    require(duration.isPositive(), "--duration", "more than 0");
    require(!warmup.isNegative() && warmup.compareTo(duration) < 0, "--warmup", "< --duration");
    require(size == 0 || (size >= 200 && size <= 1 << 20), "--size", "0, or 200 to 1,048,576");
    require(connections >= 1 && connections <= 10_000, "--connections", "1 to 10,000");
    require(batch >= 1 && batch <= 10_000, "--batch", "1 to 10,000");
    require(batch == 1 || format != WireFormat.TRACK, "--batch", "1 with --format track");
    require(timeout.isPositive(), "--timeout", "more than 0");
    require(!patience.isNegative(), "--patience", "0 or more");
    require(waitingMax >= batch, "--waiting-max", "at least --batch");
  }

  /// The port of the server.
  int port() {
    return url.getPort() < 0 ? 80 : url.getPort();
  }

  double requestsPerSecond() {
    return rate / batch;
  }

  private static void require(boolean fits, String option, String wanted) {
    if (!fits) {
      throw new IllegalArgumentException(option + " must be " + wanted);
    }
  }
}
