package dev.forktail.engine.project;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Makes new keys: a prefix that says the role, then 160 random bits.
public final class KeyMaker {
  private static final int RANDOM_BYTES = 20;

  private final RandomGenerator random;

  /// A maker that draws from `random`, which must be cryptographically strong, since a key is all
  /// that a caller shows
  public KeyMaker(RandomGenerator random) {
    this.random = random;
  }

  /// A key that nobody has: `ftw_…` to write, `ftr_…` to read, `fta_…` to administer.
  public String make(KeyRole role) {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String prefix =
        switch (role) {
          case WRITE -> "ftw_";
          case READ -> "ftr_";
          case ADMIN -> "fta_";
        };
    return prefix + HexFormat.of().formatHex(bytes);
  }
}
