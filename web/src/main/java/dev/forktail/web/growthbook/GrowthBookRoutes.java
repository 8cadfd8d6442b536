package dev.forktail.web.growthbook;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.LiveExperiments;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.web.experiment.FlagStreams;
import dev.forktail.web.http.Cors;
import dev.forktail.web.http.EntityTag;
import dev.forktail.web.http.Loop;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.PathParts;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mounts what GrowthBook's clients ask their server: `/api/features/{clientKey}`, the definitions,
/// and `/sub/{clientKey}`, a stream that says when they have changed. The client key is any key.
public final class GrowthBookRoutes {
  private static final Logger log = LoggerFactory.getLogger(GrowthBookRoutes.class);
  private static final String FEATURES = "/api/features/";
  private static final String STREAM = "/sub/";
  private static final int KEY_LENGTH_MAX = 512;
  private static final int TOLD_MAX = 10_000;
  private static final Reply UNKNOWN_KEY =
      Cors.open(Reply.error(401, "unknown_key", "clientKey", "The key is not known."));

  /// What a stream says: that there is something to fetch.
  private static final FlagStreams.Wording UPDATED =
      new FlagStreams.Wording() {
        @Override
        public String event() {
          return "features-updated";
        }

        @Override
        public String data(Definitions current) {
          return "{}";
        }
      };

  private final LiveExperiments live;
  private final FlagStreams streams;
  private final KeyRing keys;
  private final InstantSource clock;
  private final Map<ProjectId, Payload> payloads = new ConcurrentHashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  public GrowthBookRoutes(
      LiveExperiments live, FlagStreams streams, KeyRing keys, InstantSource clock) {
    this.live = live;
    this.streams = streams;
    this.keys = keys;
    this.clock = clock;
  }

  public void addTo(Routes routes, Pages pages) {
    routes.get(FEATURES + "*", pages.of(this::features));
    routes.options(FEATURES + "*", Cors.preflight("GET, OPTIONS"));
    routes.get(STREAM + "*", loop -> request -> stream(loop, request));
    routes.options(STREAM + "*", Cors.preflight("GET, OPTIONS"));
  }

  private Optional<Access> find(List<String> parts) {
    var key = parts.getFirst();
    return parts.size() == 1 && !key.isEmpty() && key.length() <= KEY_LENGTH_MAX
        ? keys.find(key)
        : Optional.empty();
  }

  private Reply features(PageRequest request) {
    return find(request.partsBehind(FEATURES))
        .map(access -> reply(payload(access.project()), request))
        .orElse(UNKNOWN_KEY);
  }

  /// A client asks again when the stream tells it to, so no copy on the way may be used unasked.
  private static Reply reply(Payload payload, PageRequest request) {
    boolean known =
        EntityTag.matches(request.findHeader("If-None-Match").orElse(null), payload.etag());
    var body = known ? Buffer.buffer() : Buffer.buffer(payload.json());
    var headers =
        Map.of(
            "ETag",
            payload.etag(),
            "Cache-Control",
            "no-cache",
            "X-SSE-Support",
            "enabled",
            "Access-Control-Allow-Origin",
            "*",
            "Access-Control-Expose-Headers",
            "ETag, X-SSE-Support");
    return new Reply(known ? 304 : 200, Reply.JSON, headers, body);
  }

  private Payload payload(ProjectId project) {
    var now = clock.instant();
    var experiments = live.of(project);
    var known = payloads.get(project);
    if (known != null && known.isOf(experiments, now)) {
      return known;
    }
    var payload = Payload.of(experiments, now);
    payload.leftOut().forEach((key, reason) -> tell(project, key, reason));
    payloads.put(project, payload);
    return payload;
  }

  /// Once for each reason.
  private void tell(ProjectId project, String key, String reason) {
    if (told.size() < TOLD_MAX && told.add(project.value() + "/" + key + "/" + reason)) {
      log.info(
          "GrowthBook's clients do not get an experiment: project={} experiment={} reason={}",
          project.value(),
          key,
          reason);
    }
  }

  private void stream(Loop loop, HttpServerRequest request) {
    var access = find(PathParts.behind(STREAM, String.valueOf(request.path())));
    if (access.isEmpty()) {
      Replies.send(request, UNKNOWN_KEY);
      return;
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      Replies.send(request, new Reply(200, "text/event-stream", Map.of(), Buffer.buffer()));
      return;
    }
    streams.open(loop, request, access.get().project(), UPDATED);
  }
}
