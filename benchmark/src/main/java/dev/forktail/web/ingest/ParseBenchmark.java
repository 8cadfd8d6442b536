package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.benchmark.RealEvents;
import dev.forktail.engine.context.IpPolicy;
import dev.forktail.engine.context.KnownAgents;
import dev.forktail.engine.context.Places;
import dev.forktail.engine.context.Requester;
import dev.forktail.engine.context.VisitorContexts;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.ingest.MessageIds;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.visitor.ListedUserAgents;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The body of one `POST /v1/track` of 2 KB, checked strictly and made into an event.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ParseBenchmark {
  private static final int EVENTS = 512;
  private static final Instant RECEIVED = Instant.parse("2026-11-22T12:00:00Z");

  private final byte[][] bodies = new byte[EVENTS][];
  private final byte[][] browserBodies = new byte[EVENTS][];
  private final byte[][] unreadBodies = new byte[EVENTS][];
  private final IngestLimits limits = IngestLimits.standard();
  private final VisitorContexts contexts =
      new VisitorContexts(
          new KnownAgents(ListedUserAgents.bundled(), () -> 0), Places.NONE, IpPolicy.TRUNCATE);
  private final SingleEvent track =
      SingleEvent.ofType(
          EventType.TRACK,
          new EventReader(),
          new ArrivalMaker(limits, new MessageIds(new SplittableRandom(1)), contexts),
          limits);
  private final Sender sender =
      new Sender(
          new Doorkeeper(new KeyRing(), () -> 0),
          new Access(new ProjectId(1), KeyRole.WRITE, "shop"),
          null,
          true);
  private int next;

  public ParseBenchmark() {
    for (int i = 0; i < EVENTS; i++) {
      bodies[i] = RealEvents.json(i);
      browserBodies[i] = RealEvents.browserJson(i);
      unreadBodies[i] =
          new String(browserBodies[i], UTF_8).replace("context", "kontext").getBytes(UTF_8);
    }
  }

  /// As a server sends it.
  @Benchmark
  public Reading parse() {
    return read(bodies[next++ & (EVENTS - 1)]);
  }

  /// As a browser sends it: of the same size, with a context.
  @Benchmark
  public Reading parseOfBrowser() {
    return read(browserBodies[next++ & (EVENTS - 1)]);
  }

  /// The same where nothing of the context is read: it has another name.
  @Benchmark
  public Reading parseOfBrowserUnread() {
    return read(unreadBodies[next++ & (EVENTS - 1)]);
  }

  private Reading read(byte[] body) {
    return track.read(
        Delivery.ofBody(sender, Requester.UNKNOWN, body, body.length, RECEIVED, null));
  }
}
