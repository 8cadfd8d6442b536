package dev.forktail.app.fault;

/// How often a fault is injected: a few times in every build, many times with
/// `-Dforktail.nightly=true`.
final class Gate {
  private Gate() {}

  static boolean isNightly() {
    return Boolean.getBoolean("forktail.nightly");
  }

  static int cycles(int gate, int nightly) {
    return isNightly() ? nightly : gate;
  }

  /// The seed of all chance in a run; give the printed one back with `-Dforktail.fault.seed=N`.
  static long seed() {
    return Long.getLong("forktail.fault.seed", System.nanoTime());
  }
}
