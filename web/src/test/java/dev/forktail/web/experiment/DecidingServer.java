package dev.forktail.web.experiment;

import dev.forktail.assignment.Subject;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.context.Agent;
import dev.forktail.engine.context.IpPolicy;
import dev.forktail.engine.context.KnownAgents;
import dev.forktail.engine.context.Place;
import dev.forktail.engine.context.VisitorContexts;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.ArmStore;
import dev.forktail.engine.experiment.ExperimentEditor;
import dev.forktail.engine.experiment.Exposures;
import dev.forktail.engine.experiment.LiveExperiments;
import dev.forktail.engine.experiment.MemoryKind;
import dev.forktail.engine.experiment.MetricCheck;
import dev.forktail.engine.experiment.StrategyCheck;
import dev.forktail.engine.experiment.json.DefinitionJson;
import dev.forktail.engine.experiment.memory.InMemoryExperimentCatalog;
import dev.forktail.engine.metric.memory.InMemoryMetricCatalog;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.web.growthbook.GrowthBookRoutes;
import dev.forktail.web.http.ApiServer;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.ingest.RecordingBuffer;
import dev.forktail.web.ingest.RecordingIntake;
import dev.forktail.web.sdk.SdkRoutes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A server that decides experiments in memory, at noon, and keeps the exposures.
public final class DecidingServer implements AutoCloseable {
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final ProjectId PROJECT = new ProjectId(7);

  private final RecordingBuffer buffer = new RecordingBuffer();
  private final InMemoryExperimentCatalog catalog = new InMemoryExperimentCatalog();
  private final LiveExperiments live = new LiveExperiments(ExperimentRoutesTest.surroundings());
  private final FlagStreams streams = new FlagStreams(live::definitions);
  private final ApiServer server;
  private Instant now = NOON;

  DecidingServer() {
    this(false);
  }

  /// One that remembers visitors only after their consent, if that is required.
  DecidingServer(boolean consentRequired) {
    this(consentRequired, (_, _) -> {});
  }

  /// What is served besides.
  @FunctionalInterface
  public interface Further {
    void mount(Mounted mounted, Visitors visitors);
  }

  /// Where that is mounted.
  public record Mounted(Routes routes, KeyRing keys, Pages pages, LiveExperiments live) {}

  public DecidingServer(boolean consentRequired, Further further) {
    this(consentRequired, Optional.empty(), further);
  }

  /// One that remembers arms in these sessions, if there are any.
  DecidingServer(boolean consentRequired, Optional<ArmStore> sessions, Further further) {
    var clock = InstantSource.fixed(NOON);
    var seal = new CookieSeal(List.of(new byte[32]));
    var rules = new CookieRules(seal, Duration.ofDays(365), true, consentRequired);
    var assigning =
        new Assigning(live, new Exposures(buffer, new SimpleMeterRegistry()), visitors());
    server =
        ApiServer.open(
            (routes, keys, pages) -> {
              var arms = sessions.map(store -> new SessionArms(assigning, store));
              var visitors = new Visitors(assigning, arms, rules, UUID::randomUUID, clock);
              new AssignRoutes(assigning, arms, visitors, keys, clock).addTo(routes, pages);
              new OfrepRoutes(assigning, streams, keys, clock).addTo(routes);
              RecordingIntake.addTo(routes, keys, buffer);
              new SdkRoutes().addTo(routes);
              new DefinitionRoutes(live, keys).addTo(routes, pages);
              new GrowthBookRoutes(live, streams, keys, clock).addTo(routes, pages);
              new ExperimentRoutes(
                      catalog,
                      new StrategyCheck(ExperimentRoutesTest.surroundings(), MemoryKind.COOKIE),
                      new MetricCheck(new InMemoryMetricCatalog()),
                      this::refresh,
                      keys,
                      clock)
                  .addTo(routes, pages);
              further.mount(new Mounted(routes, keys, pages, live), visitors);
            });
  }

  /// What is added from now on is added so much later.
  void later(Duration time) {
    now = now.plus(time);
  }

  /// Everything is Safari on a desktop; what calls itself a bot is one. Every address is in
  /// Bavaria.
  private static VisitorFacts visitors() {
    var agents =
        new KnownAgents(
            text -> new Agent("Safari", 26, "Mac OS X", "desktop", text.contains("bot")), () -> 0);
    return new VisitorFacts(
        new VisitorContexts(agents, _ -> new Place("DE", "DE-BY"), IpPolicy.TRUNCATE), "");
  }

  /// Adds an experiment.
  public void add(String json) {
    new ExperimentEditor(catalog)
        .create(PROJECT, DefinitionJson.read(json), new Change("test", now, Action.CREATE, ""));
    refresh();
  }

  private void refresh() {
    live.use(catalog.definitions());
    streams.tell();
  }

  /// What decides.
  LiveExperiments.ProjectExperiments experiments() {
    return live.of(PROJECT);
  }

  /// The user with these attributes, `userId` among them.
  static Subject subject(Map<String, Object> attributes) {
    return Subject.user(String.valueOf(attributes.get("userId"))).with(attributes);
  }

  public ApiServer http() {
    return server;
  }

  public HttpResponse<String> post(String path, String body) {
    return server.send(server.request(path, "write").POST(BodyPublishers.ofString(body)));
  }

  /// There is no room for the next `times` requests, which are told to come again in a second.
  void fillBuffer(int times) {
    buffer.throttleTimes(times, Duration.ofSeconds(1));
  }

  /// There is no room for the next exposure.
  void fillBuffer() {
    buffer.throttleTimes(1, Duration.ofSeconds(1));
  }

  /// The exposures so far.
  public List<Event> exposures() {
    return buffer.events();
  }

  List<Event> events() {
    return buffer.events();
  }

  @Override
  public void close() {
    streams.close();
    server.close();
    buffer.close();
  }
}
