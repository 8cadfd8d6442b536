package dev.forktail.duckdb.lake;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Names that no file has had before.
public final class FileNames {
  private final RandomGenerator random;

  /// @param random safe for concurrent use, and with enough of a seed to be different in each
  ///   process
  public FileNames(RandomGenerator random) {
    this.random = random;
  }

  /// A name that begins with `prefix`.
  String next(String prefix) {
    var hex = HexFormat.of();
    return prefix + "-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
