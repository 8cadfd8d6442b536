package dev.forktail.web.experiment;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Visit;
import dev.forktail.assignment.hash.UnitId;
import dev.forktail.engine.experiment.Exposures.Exposure;
import dev.forktail.engine.experiment.json.WrongFieldException;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.web.http.Page;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Reply;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers `GET /v1/assign?writeKey=…`: what the visitor of a browser gets, who is known by a
/// signed cookie that also remembers the arms that cannot be computed again.
///
/// Parameters: `experiments` (keys between commas; all if not there), `userId` (after the login),
/// `anonymousId` (of the page's own, else the cookie's), `expose=true`, and `consent`, which is
/// `granted` or `denied`. A cookie that is not as we wrote it is replaced by a new one. Who has
/// denied, or not agreed where that is required, is not remembered, and is not exposed.
final class VisitorPage implements Page {
  private static final Reply UNAUTHORIZED =
      Reply.error(401, "unauthorized", "writeKey", "Send a key: ?writeKey=KEY.");

  private final Assigning assigning;
  private final Callers callers;
  private final CookieRules rules;
  private final Supplier<UUID> visitors;
  private final InstantSource clock;

  /// @param visitors makes ids of new visitors, which nobody can guess
  VisitorPage(
      Assigning assigning,
      KeyRing keys,
      CookieRules rules,
      Supplier<UUID> visitors,
      InstantSource clock) {
    this.assigning = assigning;
    this.callers = new Callers(keys);
    this.rules = rules;
    this.visitors = visitors;
    this.clock = clock;
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
    var consent = request.findParameter("consent").orElse("");
    var memory = memory(request);
    boolean denied = consent.equals("denied");
    boolean remembers =
        !denied && (!rules.consentRequired() || consent.equals("granted") || memory.isPresent());
    if (remembers) {
      return remembering(access, request, memory);
    }
    var subject = subject(request, null);
    var decided = decide(access, subject, Remembered.UNAVAILABLE, request);
    var reply = fresh(Reply.json(200, AssignJson.of(decided, 0)));
    boolean hasCookie = request.findHeader("Cookie").orElse("").contains(CookieRules.NAME + "=");
    return denied && hasCookie ? reply.with("Set-Cookie", rules.forget(request)) : reply;
  }

  private Reply remembering(Access access, PageRequest request, Optional<ArmMemory> known) {
    var memory = known.orElseGet(() -> ArmMemory.of(visitors.get()));
    var experiments = assigning.of(access);
    var subject = subject(request, memory.visitor().toString());
    var decided = decide(access, subject, memory.remembered(experiments), request);
    int exposed =
        request.findParameter("expose").filter("true"::equals).isPresent()
            ? assigning.expose(access, subject, Visit.at(clock.instant()), decided.assignments())
            : 0;
    var next =
        memory.with(decided.assignments().stream().map(Exposure::assignment).toList(), experiments);
    var reply = fresh(Reply.json(200, AssignJson.of(decided, exposed)));
    return known.isPresent() && next.equals(memory)
        ? reply
        : reply.with("Set-Cookie", rules.set(request, rules.seal().write(next)));
  }

  private static Reply fresh(Reply reply) {
    return reply.with("Cache-Control", "private, no-store");
  }

  private Optional<ArmMemory> memory(PageRequest request) {
    return request
        .findHeader("Cookie")
        .flatMap(header -> CookieHeader.find(header, CookieRules.NAME))
        .flatMap(rules.seal()::read);
  }

  private Assigning.Decided decide(
      Access access, Subject subject, Remembered remembered, PageRequest request) {
    return assigning.decide(access, subject, Visit.at(clock.instant(), remembered), keys(request));
  }

  private static Optional<List<ExperimentKey>> keys(PageRequest request) {
    return request
        .findParameter("experiments")
        .map(text -> AssignRequest.keys(Arrays.asList(text.split(",", -1))));
  }

  private static Subject subject(PageRequest request, @Nullable String visitor) {
    var userId = id(request, "userId", null);
    var anonymousId = id(request, "anonymousId", visitor);
    return new Subject(userId, anonymousId, null, null, Map.of(), false);
  }

  private static @Nullable UnitId id(PageRequest request, String name, @Nullable String otherwise) {
    var text = request.findParameter(name).orElse("");
    if (text.length() > IngestLimits.ID_LENGTH_MAX || text.indexOf('\0') >= 0) {
      throw new WrongFieldException(
          name,
          "An id has at most " + IngestLimits.ID_LENGTH_MAX + " characters, none of them NUL.");
    }
    if (text.isEmpty()) {
      return otherwise == null ? null : UnitId.of(otherwise);
    }
    return UnitId.of(text);
  }
}
