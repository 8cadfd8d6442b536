package dev.forktail.app.canary;

import dev.forktail.app.Housekeeping;
import dev.forktail.engine.live.Canary;
import dev.forktail.engine.live.CanaryLimits;
import dev.forktail.engine.live.CanaryState;
import dev.forktail.engine.live.CanaryTrail;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The canary of a running server, on threads of its own; or none, where none is wanted.
public final class CanaryWatch implements AutoCloseable {
  private static final int JOBS = 3;
  private static final Duration LOOK_PAUSE_MAX = Duration.ofSeconds(2);

  private final @Nullable Flying flying;

  /// What there is of a canary.
  private record Flying(Canary canary, HttpFlight flight, Duration every, Housekeeping jobs) {

    void start(URI url) {
      flight.to(url);
      var look = every.dividedBy(2);
      var pause = look.compareTo(LOOK_PAUSE_MAX) < 0 ? look : LOOK_PAUSE_MAX;
      jobs.every(every, "send a canary", canary::send);
      jobs.every(pause, "look for the canary", canary::look);
      jobs.every(every, "ask for the canary", canary::ask);
    }
  }

  private CanaryWatch(@Nullable Flying flying) {
    this.flying = flying;
  }

  /// A canary for a server with these.
  ///
  /// @param every how long after each the next one follows; zero: none
  public static CanaryWatch of(
      Duration every,
      Duration exportEvery,
      CanaryKeys keys,
      CanaryTrail trail,
      Supplier<Canary.Lake> lake) {
    if (every.isZero()) {
      return new CanaryWatch(null);
    }
    var flight = new HttpFlight(keys);
    var canary =
        new Canary(
            new CanaryLimits(every, exportEvery),
            flight,
            trail,
            lake,
            InstantSource.system(),
            System::nanoTime);
    return new CanaryWatch(new Flying(canary, flight, every, new Housekeeping("canary", JOBS)));
  }

  /// Lets the first one go, to the server that listens on `port` of `host`.
  public void start(String host, int port) {
    if (flying != null) {
      flying.start(url(host, port));
    }
  }

  private static URI url(String host, int port) {
    try {
      var everywhere = InetAddress.getByName(host).isAnyLocalAddress();
      return new URI("http", null, everywhere ? "127.0.0.1" : host, port, null, null, null);
    } catch (UnknownHostException | URISyntaxException e) {
      throw new IllegalArgumentException("Not a host to listen on: " + host, e);
    }
  }

  /// How far they have come; empty where there is none.
  public Optional<CanaryState> findState() {
    return Optional.ofNullable(flying).map(these -> these.canary().state());
  }

  @Override
  public void close() {
    if (flying != null) {
      flying.flight().close();
      flying.jobs().close();
    }
  }
}
