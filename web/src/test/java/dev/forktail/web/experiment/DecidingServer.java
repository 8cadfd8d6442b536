package dev.forktail.web.experiment;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Change;
import dev.forktail.engine.experiment.Change.Action;
import dev.forktail.engine.experiment.ExperimentEditor;
import dev.forktail.engine.experiment.Exposures;
import dev.forktail.engine.experiment.LiveExperiments;
import dev.forktail.engine.experiment.json.DefinitionJson;
import dev.forktail.engine.experiment.memory.InMemoryExperimentCatalog;
import dev.forktail.web.http.ApiServer;
import dev.forktail.web.ingest.RecordingBuffer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// A server that decides experiments in memory, at noon, and keeps the exposures.
final class DecidingServer implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final ProjectId PROJECT = new ProjectId(7);

  private final RecordingBuffer buffer = new RecordingBuffer();
  private final InMemoryExperimentCatalog catalog = new InMemoryExperimentCatalog();
  private final LiveExperiments live = new LiveExperiments(ExperimentRoutesTest.surroundings());
  private final FlagStreams streams =
      new FlagStreams(() -> live.definitions().version(), InstantSource.fixed(NOON));
  private final ApiServer server;

  DecidingServer() {
    this(false);
  }

  /// One that remembers visitors only after their consent, if that is required.
  DecidingServer(boolean consentRequired) {
    var clock = InstantSource.fixed(NOON);
    var seal = new CookieSeal(List.of(new byte[32]));
    var rules = new CookieRules(seal, Duration.ofDays(365), true, consentRequired);
    var assigning = new Assigning(live, new Exposures(buffer, new SimpleMeterRegistry()));
    server =
        ApiServer.open(
            (routes, keys, pages) -> {
              new AssignRoutes(assigning, rules, UUID::randomUUID, keys, clock)
                  .addTo(routes, pages);
              new OfrepRoutes(assigning, streams, keys, clock).addTo(routes);
            });
  }

  /// Adds an experiment.
  void add(String json) {
    new ExperimentEditor(catalog)
        .create(PROJECT, DefinitionJson.read(json), new Change("test", NOON, Action.CREATE, ""));
    live.use(catalog.definitions());
    streams.tell();
  }

  ApiServer http() {
    return server;
  }

  HttpResponse<String> post(String path, String body) {
    return server.send(server.request(path, "write").POST(BodyPublishers.ofString(body)));
  }

  /// There is no room for the next exposure.
  void fillBuffer() {
    buffer.throttleTimes(1, Duration.ofSeconds(1));
  }

  /// The exposures so far.
  List<Event> exposures() {
    return buffer.events();
  }

  @Override
  public void close() {
    streams.close();
    server.close();
    buffer.close();
  }
}
