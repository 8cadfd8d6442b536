package dev.forktail.duckdb.lake;

import dev.forktail.duckdb.process.ChildException;
import dev.forktail.engine.export.LakeException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/// A child's failures, as the lake's ports have them: nothing counts, so it can be tried again.
final class LakeFailures {
  private LakeFailures() {}

  static <T> T translated(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (ChildException | UncheckedIOException e) {
      throw new LakeException.Unavailable("Cannot " + what + ": " + e.getMessage(), e);
    }
  }
}
