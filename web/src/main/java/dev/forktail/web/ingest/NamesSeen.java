package dev.forktail.web.ingest;

import java.util.Arrays;

/// The field names that an event has used so far, per object, to find one that comes twice. A
/// reader that takes the first and one that takes the last would see two different events.
///
/// An open hash table that is emptied by counting up a generation. Names made to collide end at
/// [#PROBES_MAX]: no event costs more than its size.
final class NamesSeen {
  private static final int SLOTS_AT_FIRST = 256;
  private static final int SLOTS_MAX = 1 << 15;
  private static final int PROBES_MAX = 64;

  /// What became of a name.
  enum Outcome {
    NEW,
    TWICE,
    TOO_MANY
  }

  private String[] names = new String[SLOTS_AT_FIRST];
  private int[] objects = new int[SLOTS_AT_FIRST];
  private int[] generations = new int[SLOTS_AT_FIRST];
  private int generation;
  private int count;

  /// Forgets all names: a new event begins.
  void clear() {
    count = 0;
    generation++;
    if (generation == Integer.MAX_VALUE) {
      Arrays.fill(generations, 0);
      generation = 1;
    }
  }

  /// Notes that the object numbered `object` has a field `name`.
  Outcome add(int object, String name) {
    if (count * 2 >= names.length && !grow()) {
      return Outcome.TOO_MANY;
    }
    int mask = names.length - 1;
    int slot = slotOf(object, name, mask);
    for (int probe = 0; probe < PROBES_MAX; probe++) {
      if (generations[slot] != generation) {
        put(slot, object, name);
        return Outcome.NEW;
      }
      if (objects[slot] == object && names[slot].equals(name)) {
        return Outcome.TWICE;
      }
      slot = (slot + 1) & mask;
    }
    return Outcome.TOO_MANY;
  }

  private void put(int slot, int object, String name) {
    generations[slot] = generation;
    objects[slot] = object;
    names[slot] = name;
    count++;
  }

  private static int slotOf(int object, String name, int mask) {
    int hash = (name.hashCode() + object * 0x9E37_79B9) * 0x85EB_CA6B;
    return (hash ^ (hash >>> 15)) & mask;
  }

  /// Doubles the table; false when it is as large as it may be.
  private boolean grow() {
    if (names.length == SLOTS_MAX) {
      return false;
    }
    String[] oldNames = names;
    int[] oldObjects = objects;
    int[] oldGenerations = generations;
    int slots = oldNames.length * 2;
    names = new String[slots];
    objects = new int[slots];
    generations = new int[slots];
    count = 0;
    for (int i = 0; i < oldNames.length; i++) {
      if (oldGenerations[i] == generation) {
        add(oldObjects[i], oldNames[i]);
      }
    }
    return true;
  }
}
