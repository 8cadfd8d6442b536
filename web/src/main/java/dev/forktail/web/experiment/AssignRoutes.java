package dev.forktail.web.experiment;

import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Visit;
import dev.forktail.engine.json.WrongFieldException;
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
import java.util.Optional;
import java.util.function.Supplier;

/// Mounts `POST /v1/assign`: what a subject gets of all experiments or of those that are named, for
/// any valid key; answered on the event loop, from memory. A caller without a cookie has no memory
/// but the sessions, if there are any, which are asked on a thread that may wait; without them
/// strategies that need memory give control. `GET /v1/assign` is for browsers: [VisitorPage].
public final class AssignRoutes {
  private static final String PATH = "/v1/assign";
  private static final int BODY_BYTES_MAX = 64 << 10;
  private static final Reply UNAUTHORIZED =
      Reply.error(401, "unauthorized", "Authorization", "Send a key: Authorization: Bearer KEY.")
          .with("WWW-Authenticate", "Bearer");

  private final Assigning assigning;
  private final Optional<SessionArms> sessions;
  private final Callers callers;
  private final VisitorPage visitors;
  private final InstantSource clock;

  /// @param sessions where arms of who has no cookie are remembered; empty: nowhere
  public AssignRoutes(
      Assigning assigning,
      Optional<SessionArms> sessions,
      Visitors visitors,
      KeyRing keys,
      InstantSource clock) {
    this.assigning = assigning;
    this.sessions = sessions;
    this.callers = new Callers(keys);
    this.visitors = new VisitorPage(visitors, keys);
    this.clock = clock;
  }

  public void addTo(Routes routes, Pages pages) {
    routes.post(PATH, loop -> request -> assign(loop, request, pages));
    routes.get(PATH, pages.of(visitors));
    routes.options(PATH, Cors.preflight("GET, POST, OPTIONS"));
  }

  private void assign(Loop loop, HttpServerRequest request, Pages pages) {
    var access = callers.find(request);
    if (access.isEmpty()) {
      Replies.sendAndClose(loop, request, Cors.open(UNAUTHORIZED));
      return;
    }
    BodyReader.read(
        loop,
        request,
        BODY_BYTES_MAX,
        body -> {
          try {
            var wish = AssignRequest.read(body);
            var subject = assigning.facts().of(wish.subject(), request);
            Supplier<Reply> reply = () -> Cors.open(answer(access.get(), subject, wish));
            if (mayWait(access.get(), wish)) {
              pages.answer(loop, request, reply);
            } else {
              Replies.send(request, reply.get());
            }
          } catch (WrongFieldException e) {
            var wrong = Reply.error(400, "invalid_request", e.field(), e.reason());
            Replies.send(request, Cors.open(wrong));
          }
        });
  }

  private boolean mayWait(Access access, AssignRequest wish) {
    return sessions.filter(all -> all.mayWait(access.project(), wish.experiments())).isPresent();
  }

  private Reply answer(Access access, Subject subject, AssignRequest wish) {
    var visit = Visit.at(clock.instant(), Remembered.UNAVAILABLE);
    var keys = wish.experiments();
    var decided =
        sessions
            .map(all -> all.decide(access, subject, visit.at(), keys, Remembered.NOTHING))
            .orElseGet(() -> assigning.decide(access, subject, visit, keys));
    int exposed =
        wish.expose() ? assigning.expose(access, subject, visit, decided.assignments()) : 0;
    return Reply.json(200, AssignJson.of(decided, exposed)).with("Cache-Control", "no-store");
  }
}
