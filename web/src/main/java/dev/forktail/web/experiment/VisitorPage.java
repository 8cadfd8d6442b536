package dev.forktail.web.experiment;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.web.http.Page;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Answers `GET /v1/assign?writeKey=…`: what the visitor of a browser gets. Parameters:
/// `experiments` (keys between commas; all if not there), `expose=true`, and those of [Visitors].
final class VisitorPage implements Page {
  private static final Reply UNAUTHORIZED =
      Reply.error(401, "unauthorized", "writeKey", "Send a key: ?writeKey=KEY.");

  private final Visitors visitors;
  private final Callers callers;

  VisitorPage(Visitors visitors, KeyRing keys) {
    this.visitors = visitors;
    this.callers = new Callers(keys);
  }

  @Override
  public Reply answer(PageRequest request) {
    var reply = reply(request);
    var origin = request.findHeader("Origin");
    // A cookie that is SameSite=Lax only comes along from pages of our own site.
    return origin.isEmpty()
        ? reply
        : reply
            .with("Access-Control-Allow-Origin", origin.get())
            .with("Access-Control-Allow-Credentials", "true")
            .with("Vary", "Origin");
  }

  private Reply reply(PageRequest request) {
    var access = request.findParameter("writeKey").or(request::findBearer).flatMap(callers::find);
    if (access.isEmpty()) {
      return UNAUTHORIZED;
    }
    try {
      return reply(access.get(), request);
    } catch (WrongFieldException e) {
      return Reply.error(400, "invalid_request", e.field(), e.reason());
    }
  }

  private Reply reply(Access access, PageRequest request) {
    boolean expose = request.findParameter("expose").filter("true"::equals).isPresent();
    var seen = visitors.see(access, request, keys(request), expose);
    var reply = Reply.json(200, AssignJson.of(seen)).with("Cache-Control", "private, no-store");
    return seen.setCookie().map(cookie -> reply.with("Set-Cookie", cookie)).orElse(reply);
  }

  private static Optional<List<ExperimentKey>> keys(PageRequest request) {
    return request
        .findParameter("experiments")
        .map(text -> AssignRequest.keys(Arrays.asList(text.split(",", -1))));
  }
}
