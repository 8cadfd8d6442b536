package dev.forktail.assignment.hash;

import dev.forktail.assignment.hash.Salt.Purpose;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which of the 10,000 points of an exclusion group are an experiment's, by our own formula. The
/// salt is the group's key, so that all members agree.
final class GroupPoints {
  private static final int POINTS = 10_000;

  private final Salt salt;

  /// The beginning and the end of each range.
  private final int[] bounds;

  private GroupPoints(Shape.Group group) {
    salt = Salt.of(Purpose.EXCLUSION, group.key());
    bounds =
        group.ranges().stream()
            .flatMapToInt(range -> IntStream.of(range.from(), range.to()))
            .toArray();
  }

  /// Null for an experiment that is in no group.
  static @Nullable GroupPoints of(Shape shape) {
    var group = shape.group();
    return group == null ? null : new GroupPoints(group);
  }

  boolean has(UnitId unit) {
    int point = salt.point(unit, POINTS);
    for (int i = 0; i < bounds.length; i += 2) {
      if (point >= bounds[i] && point < bounds[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
