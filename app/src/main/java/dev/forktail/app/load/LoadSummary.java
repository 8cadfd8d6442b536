package dev.forktail.app.load;

import dev.forktail.engine.audit.DeliveryAudit.Delivery;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/// What a run was and what came of it.
///
/// @param sendingTook from the first intended time to the last answer
/// @param waiting events that still waited when it ended
/// @param dropped events that were never sent because too many waited
/// @param generatorMicros processor time of the sending thread per request
/// @param visible from acknowledged to counted; empty when the database is not known
/// @param drained from the last answer until all was stored; empty when nobody waited for it
/// @param delivery the recount; empty without `--verify`
record LoadSummary(
    RunId run,
    LoadPlan plan,
    LoadMeter meter,
    Duration sendingTook,
    long waiting,
    long dropped,
    double generatorMicros,
    Optional<Histogram> visible,
    Optional<Duration> drained,
    Optional<Usage> usage,
    Optional<Delivery> delivery) {

  /// What the server's processes used per acknowledged event; empty where they are not on this
  /// machine.
  record Usage(
      OptionalDouble serverMicros, OptionalDouble postgresMicros, OptionalLong serverBytesMax) {}

  /// Events that left and were neither acknowledged nor refused.
  long unacknowledged() {
    return meter.sent() - meter.acked() - meter.refused();
  }

  double ackedPerSecond() {
    return meter.acked() / Math.max(1e-9, sendingTook.toNanos() / 1e9);
  }
}
