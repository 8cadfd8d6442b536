package dev.forktail.journal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Tells damage from what a crash may leave behind.
///
/// A hole is at first only suspect: the last group before a crash may be on the disk in part. It is
/// damage once something later shows that the missing sequences had been durable.
final class DamageLog {
  private static final int DAMAGES_MAX = 10_000;

  @GuardedBy("this")
  private final List<Damage> suspects = new ArrayList<>();

  @GuardedBy("this")
  private final Set<Damage> damages = new LinkedHashSet<>();

  @GuardedBy("this")
  private long records;

  synchronized void suspect(Damage hole) {
    suspects.add(hole);
  }

  /// Whether no hole is suspect: what is known to be damaged is all that is, so far.
  synchronized boolean isSettled() {
    return suspects.isEmpty();
  }

  /// Everything below `durable` had been durable.
  synchronized void prove(long durable) {
    if (suspects.isEmpty()) {
      return;
    }
    var holes = List.copyOf(suspects);
    suspects.clear();
    for (var hole : holes) {
      if (hole.firstSequence() >= durable) {
        suspects.add(hole);
      } else if (hole.afterSequence() <= durable) {
        add(hole);
      } else {
        add(part(hole, hole.firstSequence(), durable));
        suspects.add(part(hole, durable, hole.afterSequence()));
      }
    }
  }

  /// Notes damage that needs no proof. What is read twice counts once, as long as all are kept.
  synchronized void add(Damage damage) {
    if (damages.size() == DAMAGES_MAX || damages.add(damage)) {
      records += damage.records();
    }
  }

  synchronized List<Damage> damages() {
    return List.copyOf(damages);
  }

  synchronized long records() {
    return records;
  }

  private static Damage part(Damage hole, long first, long after) {
    return new Damage(hole.segment(), hole.offset(), hole.bytes(), first, after);
  }
}
