package dev.forktail.journal;

import java.util.random.RandomGenerator;

/// Which of the operations that were not forced survive a power cut.
final class Survivors {
  private enum Kind {
    NONE,
    ALL,
    ALL_AND_THE_LAST_TORN,
    PREFIX,
    ANY,
    ANY_TORN
  }

  private final Kind kind;
  private final RandomGenerator random;
  private boolean ended;
  private boolean last;

  private Survivors(Kind kind, RandomGenerator random) {
    this.kind = kind;
    this.random = random;
  }

  static Survivors of(RandomGenerator random) {
    var kinds = Kind.values();
    return new Survivors(kinds[random.nextInt(kinds.length)], random);
  }

  boolean include(int index, int count) {
    last = index == count - 1;
    ended |= kind == Kind.PREFIX && random.nextInt(count) == 0;
    return switch (kind) {
      case NONE -> false;
      case ALL, ALL_AND_THE_LAST_TORN -> true;
      case PREFIX -> !ended;
      case ANY, ANY_TORN -> random.nextBoolean();
    };
  }

  /// Whether the operation that was included last survives only in part.
  boolean tears() {
    return kind == Kind.ANY_TORN || (kind == Kind.ALL_AND_THE_LAST_TORN && last);
  }
}
