package dev.forktail.postgres.facts;

import dev.forktail.engine.event.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How the product database stood a moment ago.
///
/// @param slotMegabytesMax how much of its log it keeps for who does not read; below zero: all
/// @param written how long its log is
/// @param published quoted names of the tables that are; empty without a publication
/// @param sources tables that can be followed
/// @param faults why others cannot
record PublisherLook(
    String walLevel,
    long slotMegabytesMax,
    long written,
    Optional<Set<String>> published,
    Optional<Slot> slot,
    List<SourceTable> sources,
    List<String> faults) {
  private static final String SWITCH_OFF = ", or facts.enabled=false here";

  /// What keeps the log for us.
  ///
  /// @param isLost whether it has let go of what we need
  /// @param arrived up to where all is stored here
  /// @param keptBytes what it keeps
  record Slot(boolean isLost, long arrived, long keptBytes) {}

  /// Whether it has all that a subscription needs to go on.
  boolean isWhole() {
    return published.isPresent() && slot.filter(found -> !found.isLost()).isPresent();
  }

  /// @throws StoreException.Unavailable when a person has to change something first
  void requireReadiness() {
    if (!walLevel.equals("logical")) {
      throw new StoreException.Unavailable(
          "Facts need logical replication, but the product database has wal_level=%s: ALTER SYSTEM"
                  .formatted(walLevel)
              + " SET wal_level = logical there and restart it"
              + SWITCH_OFF);
    }
    if (slotMegabytesMax < 0) {
      throw new StoreException.Unavailable(
          "The product database would keep its log without limit while facts are not read: ALTER"
              + " SYSTEM SET max_slot_wal_keep_size = '1GB' there and SELECT pg_reload_conf()"
              + SWITCH_OFF);
    }
  }
}
