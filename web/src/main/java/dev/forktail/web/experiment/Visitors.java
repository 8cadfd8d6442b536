package dev.forktail.web.experiment;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.VariantKey;
import dev.forktail.assignment.Visit;
import dev.forktail.assignment.hash.UnitId;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Exposures.Exposure;
import dev.forktail.engine.ingest.Identity;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.project.Access;
import dev.forktail.web.http.PageRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The visitors of browsers, who are known by a signed cookie. It also remembers the arms that
/// cannot be computed again, unless sessions do.
///
/// Parameters of their requests: `userId` (after the login), `anonymousId` (of the page's own, else
/// the cookie's), and `consent`, which is `granted` or `denied`. A cookie that is not as we wrote
/// it is replaced by a new one. Who has denied, or not agreed where that is required, is not
/// remembered, and is not exposed.
public final class Visitors {
  private final Assigning assigning;
  private final Optional<SessionArms> sessions;
  private final CookieRules rules;
  private final Supplier<UUID> newVisitors;
  private final InstantSource clock;

  /// @param sessions where arms are remembered; empty: in the cookie
  /// @param newVisitors makes ids of new visitors, which nobody can guess
  public Visitors(
      Assigning assigning,
      Optional<SessionArms> sessions,
      CookieRules rules,
      Supplier<UUID> newVisitors,
      InstantSource clock) {
    this.assigning = assigning;
    this.sessions = sessions;
    this.rules = rules;
    this.newVisitors = newVisitors;
    this.clock = clock;
  }

  /// What a visitor gets.
  ///
  /// @param exposed how many exposures were recorded
  /// @param setCookie the header that has the browser remember or forget; empty when nothing
  ///   changes
  /// @param anonymousId by which a visitor who is remembered is known
  public record Seen(
      Assigning.Decided decided,
      int exposed,
      Optional<String> setCookie,
      Optional<String> anonymousId) {

    /// The arm of an experiment; empty when there is no such experiment.
    public Optional<VariantKey> findArm(ExperimentKey experiment) {
      return decided.assignments().stream()
          .map(Exposure::assignment)
          .filter(assignment -> assignment.experiment().equals(experiment))
          .map(assignment -> assignment.variant().key())
          .findFirst();
    }
  }

  /// Whether [#see] may wait, for sessions.
  ///
  /// @param keys of which experiments; empty: of all that are served
  public boolean mayWait(ProjectId project, Optional<List<ExperimentKey>> keys) {
    return sessions.filter(all -> all.mayWait(project, keys)).isPresent();
  }

  /// What the visitor behind `request` gets.
  ///
  /// @param keys of which experiments; empty: of all that are served
  /// @param expose whether the visitor sees its arms now
  /// @throws WrongFieldException when a parameter is wrong
  public Seen see(
      Access access, PageRequest request, Optional<List<ExperimentKey>> keys, boolean expose) {
    var consent = request.findParameter("consent").orElse("");
    var memory = memory(request);
    boolean denied = consent.equals("denied");
    boolean remembers =
        !denied && (!rules.consentRequired() || consent.equals("granted") || memory.isPresent());
    if (remembers) {
      return remembering(access, request, memory, keys, expose);
    }
    var visit = Visit.at(clock.instant(), Remembered.UNAVAILABLE);
    var decided = assigning.decide(access, subject(request, null), visit, keys);
    boolean hasCookie = request.findHeader("Cookie").orElse("").contains(CookieRules.NAME + "=");
    return new Seen(
        decided,
        0,
        denied && hasCookie ? Optional.of(rules.forget(request)) : Optional.empty(),
        Optional.empty());
  }

  private Seen remembering(
      Access access,
      PageRequest request,
      Optional<ArmMemory> known,
      Optional<List<ExperimentKey>> keys,
      boolean expose) {
    var memory = known.orElseGet(() -> ArmMemory.of(newVisitors.get()));
    var experiments = assigning.of(access.project());
    var subject = subject(request, memory.visitor().toString());
    var visit = Visit.at(clock.instant(), memory.remembered(experiments));
    var decided =
        sessions
            .map(all -> all.decide(access, subject, visit.at(), keys, visit.remembered()))
            .orElseGet(() -> assigning.decide(access, subject, visit, keys));
    int exposed = expose ? assigning.expose(access, subject, visit, decided.assignments()) : 0;
    var next =
        sessions.isPresent()
            ? ArmMemory.of(memory.visitor())
            : memory.with(
                decided.assignments().stream().map(Exposure::assignment).toList(), experiments);
    boolean isKnown = known.isPresent() && next.equals(memory);
    return new Seen(
        decided,
        exposed,
        isKnown ? Optional.empty() : Optional.of(rules.set(request, rules.seal().write(next))),
        Optional.ofNullable(subject.anonymousId()).map(UnitId::value));
  }

  private Optional<ArmMemory> memory(PageRequest request) {
    return request
        .findHeader("Cookie")
        .flatMap(header -> CookieHeader.find(header, CookieRules.NAME))
        .flatMap(rules.seal()::read);
  }

  private Subject subject(PageRequest request, @Nullable String visitor) {
    var userId = id(request, "userId", null);
    var anonymousId = id(request, "anonymousId", visitor);
    var subject = new Subject(userId, anonymousId, null, null, Map.of(), false);
    return assigning.facts().of(subject, request);
  }

  private static @Nullable UnitId id(PageRequest request, String name, @Nullable String otherwise) {
    var text = request.findParameter(name).orElse("");
    if (text.length() > IngestLimits.ID_LENGTH_MAX || text.indexOf('\0') >= 0) {
      throw new WrongFieldException(
          name,
          "An id has at most " + IngestLimits.ID_LENGTH_MAX + " characters, none of them NUL.");
    }
    if (Identity.isPlaceholder(text)) {
      return otherwise == null ? null : UnitId.of(otherwise);
    }
    return UnitId.of(text);
  }
}
