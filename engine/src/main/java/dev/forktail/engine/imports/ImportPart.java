package dev.forktail.engine.imports;

/// A piece of an import that is committed as one.
public sealed interface ImportPart {

  /// From 0 on.
  int number();

  /// Events of the days `firstDay..lastDay`. A day that is too large for one part is in `buckets`
  /// parts, by the hash of the message id.
  record Events(int number, int firstDay, int lastDay, int bucket, int buckets)
      implements ImportPart {
    public Events {
      boolean isSplit = buckets > 1;
      if (lastDay < firstDay
          || bucket < 0
          || bucket >= buckets
          || (isSplit && firstDay < lastDay)) {
        throw new IllegalArgumentException(
            "Not a part: days=%d..%d bucket=%d of %d"
                .formatted(firstDay, lastDay, bucket, buckets));
      }
    }
  }

  /// The refused rows number `first..first + rows - 1`, counted from 0.
  record Letters(int number, int first, int rows) implements ImportPart {
    public Letters {
      if (first < 0 || rows < 1) {
        throw new IllegalArgumentException("Not a part: first=%d rows=%d".formatted(first, rows));
      }
    }
  }
}
