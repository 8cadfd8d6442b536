package dev.forktail.sdk;

import dev.forktail.assignment.Assignment;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.hash.UnitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Arms that were seen, on their way to the server as events `Experiment Viewed`. Their message ids
/// follow from experiment, variant, unit and day, as those that the server makes itself do, so each
/// counts once, whoever records it and however often it is sent. Safe for concurrent use; recording
/// never waits: of more than [#WAITING_MAX] the newest are left out, and come with the next visit.
final class Exposures {
  static final int WAITING_MAX = 10_000;
  private static final int BATCH_MAX = 500;
  private static final int REMEMBERED_MAX = 50_000;
  private static final int MESSAGE_ID_HEX = 32;
  private static final Logger log = LoggerFactory.getLogger(Exposures.class);

  private final Server server;
  private final InstantSource clock;
  private final ArrayDeque<String> waiting = new ArrayDeque<>(); // Guarded by `this`.
  private final Map<String, Boolean> recorded = // Guarded by `this`: those of late, by message id.
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };
  private Instant notBefore = Instant.MIN;

  Exposures(Server server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
  }

  /// Records that `subject` saw its arm, if that counts.
  void record(Subject subject, Assignment assignment) {
    UnitId unit = assignment.unitOf(subject);
    if (!assignment.counted() || unit == null) {
      return;
    }
    var now = clock.instant();
    var id = messageId(assignment, unit, now);
    synchronized (this) {
      if (recorded.containsKey(id) || waiting.size() >= WAITING_MAX) {
        return;
      }
      recorded.put(id, true);
      waiting.add(event(subject, assignment, unit, id, now));
    }
  }

  /// Sends what is waiting, until nothing is or the server does not take it.
  void send() throws InterruptedException {
    for (var batch = batch(); !batch.isEmpty(); batch = batch()) {
      if (!isTaken(batch)) {
        return;
      }
      drop(batch.size());
    }
  }

  private synchronized List<String> batch() {
    return clock.instant().isBefore(notBefore)
        ? List.of()
        : waiting.stream().limit(BATCH_MAX).toList();
  }

  private synchronized void drop(int count) {
    for (int i = 0; i < count; i++) {
      waiting.removeFirst();
    }
  }

  private boolean isTaken(List<String> batch) throws InterruptedException {
    try {
      return switch (server.send(batch)) {
        case Server.Sent.Done() -> true;
        case Server.Sent.Later(var wait) -> {
          notBefore = clock.instant().plus(wait);
          yield false;
        }
      };
    } catch (IOException e) {
      log.debug("Exposures wait for the server: {}", e.toString());
      return false;
    }
  }

  private static String messageId(Assignment assignment, UnitId unit, Instant now) {
    var all =
        String.join(
            "\n",
            assignment.experiment().value(),
            assignment.variant().key().value(),
            word(assignment.unit()),
            unit.value(),
            now.atOffset(ZoneOffset.UTC).toLocalDate().toString());
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return "exposure-" + HexFormat.of().formatHex(hash).substring(0, MESSAGE_ID_HEX);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String event(
      Subject subject, Assignment assignment, UnitId unit, String messageId, Instant now) {
    var fields = new ArrayList<String>();
    fields.add("\"type\":\"track\",\"event\":\"Experiment Viewed\"");
    fields.add("\"messageId\":" + Json.quote(messageId));
    who(subject, assignment, unit, fields);
    fields.add("\"timestamp\":" + Json.quote(now.toString()));
    var variant = Json.quote(assignment.variant().key().value());
    fields.add(
        "\"properties\":{\"experiment_id\":%s,\"variation_id\":%s,\"variation_name\":%s,\"unit\":%s,\"unit_id\":%s}"
            .formatted(
                Json.quote(assignment.experiment().value()),
                variant,
                variant,
                Json.quote(word(assignment.unit())),
                Json.quote(unit.value())));
    return "{" + String.join(",", fields) + "}";
  }

  /// Whose event it is: as the server would say.
  private static void who(
      Subject subject, Assignment assignment, UnitId unit, List<String> fields) {
    var user = text(subject.userId());
    var visitor = text(subject.anonymousId());
    if (user == null && visitor == null) {
      visitor = word(assignment.unit()) + ":" + unit.value();
    } else if (user != null && user.equals(visitor)) {
      boolean visitors = assignment.unit() instanceof Unit.AnonymousId;
      user = visitors ? null : user;
      visitor = visitors ? visitor : null;
    }
    if (user != null) {
      fields.add("\"userId\":" + Json.quote(user));
    }
    if (visitor != null) {
      fields.add("\"anonymousId\":" + Json.quote(visitor));
    }
  }

  private static @Nullable String text(@Nullable UnitId id) {
    return id == null ? null : id.value();
  }

  private static String word(Unit unit) {
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
