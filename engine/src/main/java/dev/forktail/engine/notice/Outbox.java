package dev.forktail.engine.notice;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Where notices wait until they are delivered, so that no restart loses one.
///
/// - **Contract.** A notice is kept once per id. Each try is taken by one caller: a delivery that
///   was taken is nobody else's until its lease is over or it is settled; what was delivered or
///   given up is never taken again. At most [#WAITING_MAX] deliveries wait.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use, also by several processes; blocks.
public interface Outbox {
  int WAITING_MAX = 1_000;

  /// Keeps `notice` for these channels, due at once.
  Kept keep(Notice notice, Set<String> channels);

  /// Takes what is due at `now`, the longest waiting first.
  List<Delivery> take(Instant now, Instant leaseEnd, int max);

  /// Says what became of a delivery that was taken. Without effect when its lease is over and
  /// somebody else has taken it meanwhile.
  void settle(Delivery delivery, Outcome outcome);

  /// How things stand, of all projects.
  OutboxStanding standing();

  /// The notices of a project, the newest first.
  List<Sent> recent(ProjectId project, int max);

  /// Forgets notices from before `before`, whatever became of them.
  int forget(Instant before);

  /// What became of a notice that was to be kept.
  enum Kept {
    KEPT,
    /// One of this id is there already.
    KNOWN,
    /// Too many wait.
    FULL
  }

  /// A notice, and how far it is on each channel.
  record Sent(Notice notice, List<Leg> legs) {
    public Sent {
      legs = List.copyOf(legs);
    }
  }

  /// How far a notice is on one channel.
  ///
  /// @param last what was said at the last try; empty before the first
  record Leg(String channel, LegState state, int attempts, String last) {}

  /// Whether something is still to be done for a leg.
  enum LegState {
    WAITING,
    DELIVERED,
    GIVEN_UP
  }
}
