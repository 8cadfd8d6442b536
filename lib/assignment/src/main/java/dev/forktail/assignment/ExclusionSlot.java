package dev.forktail.assignment;

import java.util.List;

/// An experiment's part of an exclusion group (also called layer): the ranges of the group's 10,000
/// points that are its own. Experiments whose ranges do not overlap never share a unit.
public record ExclusionSlot(String group, List<Range> ranges) {
  /// The points from `from` to before `to`.
  public record Range(int from, int to) {
    public Range {
      BasisPoints.check("exclusion range from", from);
      BasisPoints.check("exclusion range to", to);
      if (from >= to) {
        throw new IllegalArgumentException(
            "exclusion range must begin before it ends: " + from + ".." + to);
      }
    }

    boolean overlaps(Range other) {
      return from < other.to && other.from < to;
    }
  }

  public ExclusionSlot {
    Keys.check("exclusion group", group);
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("exclusion ranges must not be empty: group " + group);
    }
  }

  public static ExclusionSlot of(String group, int from, int to) {
    return new ExclusionSlot(group, List.of(new Range(from, to)));
  }

  boolean overlaps(ExclusionSlot other) {
    return group.equals(other.group)
        && ranges.stream().anyMatch(mine -> other.ranges.stream().anyMatch(mine::overlaps));
  }
}
