package dev.forktail.web.ingest;

import dev.forktail.engine.context.VisitorContexts;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.ingest.MessageIds;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.web.http.Cors;
import dev.forktail.web.http.Endpoint;
import dev.forktail.web.http.Loop;
import dev.forktail.web.http.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator.SplittableGenerator;

/// Mounts the routes that take events. This is the list of all wire formats: a new one is a class
/// and a line here.
public final class IntakeRoutes {
  private final EventBuffer buffer;
  private final KeyRing keys;
  private final IngestLimits limits;
  private final Clocks clocks;
  private final Visitors visitors;
  private final SplittableGenerator random;
  private final BodyBudget budget;
  private final IntakeAnswers answers;
  private final IntakeMeters meters;
  private final ConcurrentMap<Loop, PerLoop> loops = new ConcurrentHashMap<>();

  /// The clock on the wall, and one that counts nanoseconds and is never set.
  public record Clocks(InstantSource wall, LongSupplier nanos) {}

  /// How visitors are known.
  ///
  /// @param ipHeader in which a proxy says where a request came from; empty: there is none
  public record Visitors(VisitorContexts contexts, String ipHeader) {}

  public IntakeRoutes(
      EventBuffer buffer,
      KeyRing keys,
      IngestLimits limits,
      Clocks clocks,
      Visitors visitors,
      SplittableGenerator random,
      MeterRegistry registry) {
    this.buffer = buffer;
    this.keys = keys;
    this.limits = limits;
    this.clocks = clocks;
    this.visitors = visitors;
    this.random = random;
    this.budget = new BodyBudget(limits.bodyBytesInFlightMax());
    this.answers = new IntakeAnswers(promise(buffer));
    this.meters = new IntakeMeters(registry, budget);
  }

  /// What an acknowledgement promises, and what it does not.
  static String promise(EventBuffer buffer) {
    var durability = buffer.durability().headerValue();
    long lossMax = buffer.killLossMax();
    return lossMax == 0 ? durability : durability + "; loss-max=" + lossMax;
  }

  public void addTo(Routes routes) {
    for (var type : EventType.values()) {
      add(
          routes,
          "/v1/" + type.name().toLowerCase(Locale.ROOT),
          loop -> SingleEvent.ofType(type, loop.reader, loop.maker, limits));
    }
    Function<PerLoop, WireFormat> batch =
        loop -> new SegmentBatch(new BatchReader(loop.reader, limits), loop.maker, limits);
    add(routes, "/v1/batch", batch);
    add(routes, "/v1/import", batch);
    addLines(routes, "/v1/events");
  }

  private void addLines(Routes routes, String path) {
    Endpoint endpoint =
        loop -> {
          PerLoop own = loops.computeIfAbsent(loop, PerLoop::new);
          WireFormat line = SingleEvent.ofLine(own.reader, own.maker, limits);
          return new IntakeHandler(
              own.intake,
              limits.streamBytesMax(),
              (request, begun, _) -> LineStream.begin(own.intake, line, request, begun));
        };
    mount(routes, path, endpoint);
  }

  private void add(Routes routes, String path, Function<PerLoop, WireFormat> format) {
    Endpoint endpoint =
        loop -> {
          PerLoop own = loops.computeIfAbsent(loop, PerLoop::new);
          WireFormat made = format.apply(own);
          return new IntakeHandler(
              own.intake,
              limits.bodyBytesMax(),
              (request, begun, declared) ->
                  Exchange.begin(own.intake, made, request, begun, (int) declared));
        };
    mount(routes, path, endpoint);
  }

  private static void mount(Routes routes, String path, Endpoint endpoint) {
    var preflight = Cors.preflight("POST, OPTIONS");
    for (var each : new String[] {path, path + "/"}) {
      routes.post(each, endpoint).options(each, preflight);
    }
  }

  /// What all formats of one loop share.
  private final class PerLoop {
    private final EventReader reader = new EventReader();
    private final ArrivalMaker maker;
    private final IntakeLoop intake;

    PerLoop(Loop loop) {
      synchronized (random) {
        maker = new ArrivalMaker(limits, new MessageIds(random.split()), visitors.contexts());
      }
      intake =
          new IntakeLoop(
              loop,
              buffer,
              new Doorkeeper(keys, clocks.nanos()),
              new BodyInflater(limits.inflatedBytesMax(), budget),
              budget,
              limits,
              answers,
              meters,
              clocks.wall(),
              clocks.nanos(),
              visitors.ipHeader());
    }
  }
}
