package dev.forktail.engine.export;

/// The slices with the numbers `first..last`, whichever of them there are.
public record SliceRange(long first, long last) {
  public SliceRange {
    if (first > last) {
      throw new IllegalArgumentException("first must not be above last: " + first + " " + last);
    }
  }

  /// Whether all of `other` are among them.
  boolean covers(SliceRange other) {
    return first <= other.first && other.last <= last;
  }

  boolean contains(long slice) {
    return first <= slice && slice <= last;
  }
}
