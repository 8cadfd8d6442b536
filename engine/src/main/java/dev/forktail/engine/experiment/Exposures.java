package dev.forktail.engine.experiment;

import dev.forktail.assignment.Assignment;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.hash.UnitId;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.ingest.Acknowledgement;
import dev.forktail.engine.ingest.Admission;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Records that units saw their arms, as ordinary events through the buffer: `Experiment Viewed` of
/// the Segment spec. The message id follows from experiment, variant, unit and day, so that the
/// store keeps one of each; of persons, one for each of their browsers.
///
/// - **Failure.** Nobody waits and nothing is repeated: what the buffer does not take is counted in
///   `experiment.exposures.lost`, and comes again with the unit's next visit.
/// - **Threads.** Safe for concurrent use; never blocks.
public final class Exposures {
  /// The name of these events.
  public static final String EVENT = "Experiment Viewed";

  private static final int MESSAGE_ID_HEX = 32;

  private final EventBuffer buffer;
  private final Counter recorded;
  private final Counter lost;

  public Exposures(EventBuffer buffer, MeterRegistry registry) {
    this.buffer = buffer;
    this.recorded = registry.counter("experiment.exposures.recorded");
    this.lost = registry.counter("experiment.exposures.lost");
  }

  /// What a subject saw.
  ///
  /// @param name of the experiment, for people
  public record Exposure(Assignment assignment, String name) {}

  /// Records those of `exposures` that count.
  ///
  /// @return how many the buffer has taken
  public int record(Access access, Subject subject, List<Exposure> exposures, Instant now) {
    var events = new ArrayList<Event>(exposures.size());
    for (var exposure : exposures) {
      event(access, subject, exposure, now).ifPresent(events::add);
    }
    if (events.isEmpty()) {
      return 0;
    }
    int count = events.size();
    return switch (buffer.offer(events, new Tally(count))) {
      case Admission.Admitted() -> count;
      case Admission.Throttled _ -> {
        lost.increment(count);
        yield 0;
      }
    };
  }

  private final class Tally implements Acknowledgement {
    private final int count;

    Tally(int count) {
      this.count = count;
    }

    @Override
    public void acknowledged() {
      recorded.increment(count);
    }

    @Override
    public void failed(String reason) {
      lost.increment(count);
    }
  }

  private static Optional<Event> event(
      Access access, Subject subject, Exposure exposure, Instant now) {
    var assignment = exposure.assignment();
    UnitId unit = assignment.unitOf(subject);
    if (!assignment.counted() || unit == null) {
      return Optional.empty();
    }
    var who = Who.of(subject, assignment.unit(), unit);
    var messageId = messageId(assignment, unit, who, now);
    return Optional.of(
        new Event(
            access.project(),
            access.source(),
            EventType.TRACK,
            messageId,
            EVENT,
            who.userId(),
            who.anonymousId(),
            null,
            now,
            false,
            now,
            Payload.ofText(payload(exposure, unit, who, messageId, now)),
            SubjectContext.of(subject)));
  }

  /// Whose event it is.
  private record Who(@Nullable String userId, @Nullable String anonymousId) {

    /// A caller that has one id for everybody means the user, unless visitors are assigned. A unit
    /// that is neither user nor visitor stands in for the visitor.
    static Who of(Subject subject, Unit kind, UnitId unit) {
      var user = text(subject.userId());
      var visitor = text(subject.anonymousId());
      if (user == null && visitor == null) {
        return new Who(null, word(kind) + ":" + unit.value());
      }
      if (user != null && user.equals(visitor)) {
        return kind instanceof Unit.AnonymousId ? new Who(null, visitor) : new Who(user, null);
      }
      return new Who(user, visitor);
    }

    private static @Nullable String text(@Nullable UnitId id) {
      return id == null ? null : id.value();
    }
  }

  /// A person is one per visitor, so that each visitor's first exposure after the login says whose
  /// it is.
  private static String messageId(Assignment assignment, UnitId unit, Who who, Instant now) {
    var kind = word(assignment.unit());
    boolean joins =
        assignment.unit() instanceof Unit.Person
            && who.userId() != null
            && who.anonymousId() != null;
    var day = now.atOffset(ZoneOffset.UTC).toLocalDate();
    var all =
        String.join(
            "\n",
            assignment.experiment().value(),
            assignment.variant().key().value(),
            joins ? kind + " " + who.anonymousId() : kind,
            unit.value(),
            day.toString());
    return "exposure-" + KeyHash.of(all).hex().substring(0, MESSAGE_ID_HEX);
  }

  private static String payload(
      Exposure exposure, UnitId unit, Who who, String messageId, Instant now) {
    var assignment = exposure.assignment();
    var properties = new LinkedHashMap<String, Object>();
    properties.put("experiment_id", assignment.experiment().value());
    properties.put("experiment_name", exposure.name());
    properties.put("variation_id", assignment.variant().key().value());
    properties.put("variation_name", assignment.variant().key().value());
    properties.put("unit", word(assignment.unit()));
    properties.put("unit_id", unit.value());
    var event = new LinkedHashMap<String, Object>();
    event.put("type", "track");
    event.put("event", EVENT);
    event.put("messageId", messageId);
    if (who.userId() != null) {
      event.put("userId", who.userId());
    }
    if (who.anonymousId() != null) {
      event.put("anonymousId", who.anonymousId());
    }
    event.put("timestamp", now.toString());
    event.put("properties", properties);
    return JsonTree.text(event);
  }

  /// What a unit is called in events and sessions.
  public static String word(Unit unit) {
    return switch (unit) {
      case Unit.UserId() -> "userId";
      case Unit.AnonymousId() -> "anonymousId";
      case Unit.DeviceId() -> "deviceId";
      case Unit.AccountId() -> "accountId";
      case Unit.Person() -> "person";
      case Unit.Attribute(var name) -> name;
    };
  }
}
