package dev.forktail.web.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Visit;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.web.http.BodyReader;
import dev.forktail.web.http.Cors;
import dev.forktail.web.http.EntityTag;
import dev.forktail.web.http.Loop;
import dev.forktail.web.http.PathParts;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Mounts the OpenFeature Remote Evaluation Protocol 0.3, which every OpenFeature SDK speaks: one
/// flag, which is an exposure, or all, which is none; and a stream that says when to ask again.
/// Every answer has a JSON body, since the Java client reads one whatever the status.
public final class OfrepRoutes {
  private static final String ALL = "/ofrep/v1/evaluate/flags";
  private static final String ONE = ALL + "/";
  private static final String STREAM = "/ofrep/v1/stream";
  private static final int BODY_BYTES_MAX = 64 << 10;
  private static final int ETAG_HEX = 32;

  private final Assigning assigning;
  private final FlagStreams streams;
  private final Callers callers;
  private final Refetch refetch;
  private final InstantSource clock;

  public OfrepRoutes(Assigning assigning, FlagStreams streams, KeyRing keys, InstantSource clock) {
    this.assigning = assigning;
    this.streams = streams;
    this.callers = new Callers(keys);
    this.refetch = new Refetch(assigning::definitions);
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes.post(ALL, loop -> request -> asked(loop, request, this::all));
    routes.options(ALL, Cors.preflight("POST, OPTIONS"));
    routes.post(ONE + "*", loop -> request -> asked(loop, request, this::one));
    routes.options(ONE + "*", Cors.preflight("POST, OPTIONS"));
    routes.get(STREAM, loop -> request -> stream(loop, request));
    routes.options(STREAM, Cors.preflight("GET, OPTIONS"));
  }

  private interface Handler {
    Reply answer(Access access, HttpServerRequest request, byte[] body);
  }

  private void asked(Loop loop, HttpServerRequest request, Handler handler) {
    var access = callers.find(request);
    if (access.isEmpty()) {
      Replies.sendAndClose(loop, request, Cors.open(unauthorized()));
      return;
    }
    BodyReader.read(
        loop,
        request,
        BODY_BYTES_MAX,
        body ->
            refetch.await(
                loop,
                request,
                () ->
                    Replies.send(request, Cors.open(handler.answer(access.get(), request, body)))));
  }

  private static Reply unauthorized() {
    return Reply.json(
            401, OfrepJson.failure(null, "GENERAL", "Send a key: Authorization: Bearer KEY."))
        .with("WWW-Authenticate", "Bearer");
  }

  private Reply one(Access access, HttpServerRequest request, byte[] body) {
    var key = PathParts.behind(ONE, String.valueOf(request.path())).getFirst();
    return switch (context(body)) {
      case Context.Wrong(var code, var details) ->
          Reply.json(400, OfrepJson.failure(key, code, details));
      case Context.Of(var subject) -> one(access, key, assigning.facts().of(subject, request));
    };
  }

  private Reply one(Access access, String key, Subject subject) {
    var visit = visit();
    var decided =
        findKey(key)
            .map(known -> assigning.decide(access, subject, visit, Optional.of(List.of(known))))
            .filter(found -> found.unknown().isEmpty());
    if (decided.isEmpty()) {
      return Reply.json(
          404, OfrepJson.failure(key, "FLAG_NOT_FOUND", "There is no flag of this key."));
    }
    var seen = decided.get().assignments();
    assigning.expose(access, subject, visit, seen);
    return Reply.json(200, OfrepJson.success(seen.getFirst()));
  }

  private Reply all(Access access, HttpServerRequest request, byte[] body) {
    return switch (context(body)) {
      case Context.Wrong(var code, var details) ->
          Reply.json(400, OfrepJson.failure(null, code, details));
      case Context.Of(var subject) -> all(access, request, assigning.facts().of(subject, request));
    };
  }

  /// The tag is that of the answer itself, so that it covers all that the answer depends on.
  private Reply all(Access access, HttpServerRequest request, Subject subject) {
    var decided = assigning.decide(access, subject, visit(), Optional.empty());
    var json = OfrepJson.all(decided.assignments(), streamPath(request));
    var etag = "\"" + KeyHash.of(json).hex().substring(0, ETAG_HEX) + "\"";
    if (EntityTag.matches(request.getHeader("If-None-Match"), etag)) {
      return new Reply(304, Reply.JSON, Map.of("ETag", etag), Buffer.buffer());
    }
    return Reply.json(200, json).with("ETag", etag).with("Cache-Control", "no-store");
  }

  private static String streamPath(HttpServerRequest request) {
    var key = Callers.shown(request).orElse("");
    return STREAM + "?key=" + URLEncoder.encode(key, UTF_8);
  }

  private void stream(Loop loop, HttpServerRequest request) {
    var access = callers.find(request.getParam("key")).or(() -> callers.find(request));
    if (access.isEmpty()) {
      Replies.send(request, Cors.open(unauthorized()));
      return;
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      Replies.send(request, new Reply(200, "text/event-stream", Map.of(), Buffer.buffer()));
      return;
    }
    streams.open(loop, request, access.get().project(), new OfrepNotice());
  }

  private Visit visit() {
    return Visit.at(clock.instant(), Remembered.UNAVAILABLE);
  }

  private static Optional<ExperimentKey> findKey(String key) {
    try {
      return Optional.of(new ExperimentKey(key));
    } catch (IllegalArgumentException _) { // no flag can have such a key
      return Optional.empty();
    }
  }

  /// Who is asked about, or what is wrong with that.
  private sealed interface Context {
    record Of(Subject subject) implements Context {}

    record Wrong(String code, String details) implements Context {}
  }

  private static Context context(byte[] body) {
    try {
      return JsonTree.object(body)
          .findObject("context")
          .flatMap(SubjectFields::ofContext)
          .<Context>map(Context.Of::new)
          .orElse(new Context.Wrong("TARGETING_KEY_MISSING", "The context has no targetingKey."));
    } catch (WrongFieldException e) {
      return e.field() == null
          ? new Context.Wrong("PARSE_ERROR", e.reason())
          : new Context.Wrong("INVALID_CONTEXT", e.field() + ": " + e.reason());
    }
  }
}
