package dev.forktail.app.fault;

import dev.forktail.engine.event.EventStore;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.journal.Disk;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// One place where a process dies, without a word, when it has come there often enough.
public final class CrashPoint {
  private final Place place;
  private final AtomicInteger left;

  private CrashPoint(Place place, int times) {
    this.place = place;
    this.left = new AtomicInteger(times);
  }

  /// Where a crash can hurt.
  enum Place {
    BEFORE_APPEND,
    AFTER_APPEND,
    BEFORE_FORCE,
    AFTER_FORCE,
    BEFORE_ACK,
    AFTER_ACK,
    AFTER_CREATE,
    BEFORE_FORCE_DIRECTORY,
    BEFORE_RECYCLE,
    AFTER_RECYCLE,
    BEFORE_DELETE,
    AFTER_DELETE,
    BEFORE_STORE,
    BEFORE_RELEASE,
    BEFORE_FORGET,
    NOWHERE
  }

  /// The one that `NAME:N` says, the name in any case with `-` for `_`; nowhere when it is empty.
  public static CrashPoint ofProperty(String value) {
    if (value.isEmpty()) {
      return new CrashPoint(Place.NOWHERE, 1);
    }
    int colon = value.indexOf(':');
    var name = value.substring(0, colon).replace('-', '_').toUpperCase(Locale.ROOT);
    return new CrashPoint(Place.valueOf(name), Integer.parseInt(value.substring(colon + 1)));
  }

  /// How [#ofProperty] is told.
  static String property(Place place, int times) {
    var name = place.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "forktail.fault.point=%s:%d".formatted(name, times);
  }

  public Disk around(Disk disk) {
    return new CrashingDisk(disk, this);
  }

  public EventBuffer around(EventBuffer buffer) {
    return new CrashingBuffer(buffer, this);
  }

  public EventStore around(EventStore store) {
    return new CrashingStore(store, this);
  }

  void reached(Place where) {
    if (where == place && left.decrementAndGet() == 0) {
      OwnDeath.now();
    }
  }
}
