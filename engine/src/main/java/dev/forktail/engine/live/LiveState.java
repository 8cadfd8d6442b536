package dev.forktail.engine.live;

import dev.forktail.engine.ingest.Durability;
import dev.forktail.engine.query.EventQueries.NameCount;
import dev.forktail.engine.query.EventQueries.NewestEvent;
import dev.forktail.engine.query.EventQueries.SourceAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All the numbers of the live page at one moment.
///
/// @param at this moment
/// @param stored what the store answered; empty before its first answer
/// @param stages in the order in which an event passes them
/// @param room empty where the buffer is not kept on disk
/// @param canary empty where none is sent
public record LiveState(
    Instant at,
    Durability durability,
    Traffic traffic,
    Optional<Answers> stored,
    List<Stage> stages,
    Optional<Room> room,
    Optional<CanaryState> canary) {

  public LiveState {
    stages = List.copyOf(stages);
  }

  /// The worst level of all stages and of the canary.
  public Level level() {
    var flown = canary.map(CanaryState::level).orElse(Level.GREEN);
    return stages.stream().map(Stage::level).reduce(flown, Level::or);
  }

  /// Events per second.
  ///
  /// @param received one number for each of the last seconds that are over, oldest first
  /// @param stored the same seconds
  /// @param receivedNow the mean of the last few seconds
  public record Traffic(
      List<Long> received, List<Long> stored, double receivedNow, double storedNow) {
    public Traffic {
      received = List.copyOf(received);
      stored = List.copyOf(stored);
    }
  }

  /// What the store answered.
  ///
  /// @param asOf everything acknowledged before it is in the numbers
  /// @param eventsToday events that occurred since midnight UTC
  /// @param top the most frequent names of the last hour, most first
  /// @param newest newest first
  public record Answers(
      Instant asOf,
      long eventsToday,
      List<NameCount> top,
      List<NewestEvent> newest,
      List<SourceAccount> accounts) {
    public Answers {
      top = List.copyOf(top);
      newest = List.copyOf(newest);
      accounts = List.copyOf(accounts);
    }
  }

  /// How much acknowledged data this server could hold if the store were away.
  ///
  /// @param bytes how much more fits
  /// @param lasts until it is full at the rate of the last minute; empty when nothing comes
  public record Room(long bytes, Optional<Duration> lasts, Level level) {}
}
