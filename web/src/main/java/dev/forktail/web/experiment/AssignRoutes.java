package dev.forktail.web.experiment;

import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Visit;
import dev.forktail.engine.experiment.json.WrongFieldException;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.web.http.BodyReader;
import dev.forktail.web.http.Cors;
import dev.forktail.web.http.Loop;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;

/// Mounts `POST /v1/assign`: what a subject gets of all experiments or of those that are named, for
/// any valid key; answered on the event loop, from memory. A caller without a cookie has no memory,
/// so strategies that need one give control. `GET /v1/assign` is for browsers: [VisitorPage].
public final class AssignRoutes {
  private static final String PATH = "/v1/assign";
  private static final int BODY_BYTES_MAX = 64 << 10;
  private static final Reply UNAUTHORIZED =
      Reply.error(401, "unauthorized", "Authorization", "Send a key: Authorization: Bearer KEY.")
          .with("WWW-Authenticate", "Bearer");

  private final Assigning assigning;
  private final Callers callers;
  private final VisitorPage visitors;
  private final InstantSource clock;

  public AssignRoutes(Assigning assigning, Visitors visitors, KeyRing keys, InstantSource clock) {
    this.assigning = assigning;
    this.callers = new Callers(keys);
    this.visitors = new VisitorPage(visitors, keys);
    this.clock = clock;
  }

  public void addTo(Routes routes, Pages pages) {
    routes.post(PATH, loop -> request -> assign(loop, request));
    routes.get(PATH, pages.of(visitors));
    routes.options(PATH, Cors.preflight("GET, POST, OPTIONS"));
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
        body -> Replies.send(request, Cors.open(answer(access.get(), request, body))));
  }

  private Reply answer(Access access, HttpServerRequest request, byte[] body) {
    try {
      var wish = AssignRequest.read(body);
      return answer(access, assigning.facts().of(wish.subject(), request), wish);
    } catch (WrongFieldException e) {
      return Reply.error(400, "invalid_request", e.field(), e.reason());
    }
  }

  private Reply answer(Access access, Subject subject, AssignRequest wish) {
    var visit = Visit.at(clock.instant(), Remembered.UNAVAILABLE);
    var decided = assigning.decide(access, subject, visit, wish.experiments());
    int exposed =
        wish.expose() ? assigning.expose(access, subject, visit, decided.assignments()) : 0;
    return Reply.json(200, AssignJson.of(decided, exposed)).with("Cache-Control", "no-store");
  }
}
