package dev.forktail.web.experiment;

import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.Visit;
import dev.forktail.engine.experiment.json.DefinitionJson;
import dev.forktail.engine.experiment.json.WrongFieldException;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.web.http.BodyReader;
import dev.forktail.web.http.Cors;
import dev.forktail.web.http.JsonText;
import dev.forktail.web.http.Loop;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.Locale;

/// Mounts `POST /v1/assign`: what a subject gets of all experiments or of those that are named, for
/// any valid key; answered on the event loop, from memory. A caller without a cookie has no memory,
/// so strategies that need one give control.
public final class AssignRoutes {
  private static final String PATH = "/v1/assign";
  private static final int BODY_BYTES_MAX = 64 << 10;
  private static final Reply UNAUTHORIZED =
      Reply.error(401, "unauthorized", "Authorization", "Send a key: Authorization: Bearer KEY.")
          .with("WWW-Authenticate", "Bearer");

  private final Assigning assigning;
  private final Callers callers;
  private final InstantSource clock;

  public AssignRoutes(Assigning assigning, KeyRing keys, InstantSource clock) {
    this.assigning = assigning;
    this.callers = new Callers(keys);
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes.post(PATH, loop -> request -> assign(loop, request));
    routes.options(PATH, Cors.preflight("POST, OPTIONS"));
  }

  private void assign(Loop loop, HttpServerRequest request) {
    var access = callers.find(request);
    if (access.isEmpty()) {
      Replies.sendAndClose(loop, request, Cors.open(UNAUTHORIZED));
      return;
    }
    BodyReader.read(
        loop,
        request,
        BODY_BYTES_MAX,
        body -> Replies.send(request, Cors.open(answer(access.get(), body))));
  }

  private Reply answer(Access access, byte[] body) {
    try {
      return answer(access, AssignRequest.read(body));
    } catch (WrongFieldException e) {
      return Reply.error(400, "invalid_request", e.field(), e.reason());
    }
  }

  private Reply answer(Access access, AssignRequest wish) {
    var visit = Visit.at(clock.instant(), Remembered.UNAVAILABLE);
    var decided = assigning.decide(access, wish.subject(), visit, wish.experiments());
    int exposed =
        wish.expose() ? assigning.expose(access, wish.subject(), visit, decided.assignments()) : 0;
    return Reply.json(200, json(decided, exposed)).with("Cache-Control", "no-store");
  }

  private static String json(Assigning.Decided decided, int exposed) {
    var json = new StringBuilder(256).append("{\"assignments\":[");
    String separator = "";
    for (var seen : decided.assignments()) {
      var assignment = seen.assignment();
      JsonText.quote(
          json.append(separator).append("{\"experiment\":"), assignment.experiment().value());
      JsonText.quote(json.append(",\"variant\":"), assignment.variant().key().value());
      var value = assignment.variant().value();
      if (value != null) {
        json.append(",\"value\":").append(DefinitionJson.text(value));
      }
      JsonText.quote(
          json.append(",\"reason\":"), assignment.reason().name().toLowerCase(Locale.ROOT));
      json.append(",\"counted\":").append(assignment.counted()).append('}');
      separator = ",";
    }
    json.append(']');
    if (!decided.unknown().isEmpty()) {
      json.append(",\"unknown\":[");
      separator = "";
      for (var key : decided.unknown()) {
        JsonText.quote(json.append(separator), key.value());
        separator = ",";
      }
      json.append(']');
    }
    return json.append(",\"exposed\":").append(exposed).append('}').toString();
  }
}
