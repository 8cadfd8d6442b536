package dev.forktail.assignment.hash;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The ranges of a GrowthBook definition: variant `i` is for the units whose number is in `[from,
/// to)` of the i-th, computed as by its hashers here, to the last bit.
public record GrowthBookRanges(List<Range> ranges) {
  public record Range(double from, double to) {}

  public GrowthBookRanges {
    ranges = List.copyOf(ranges);
  }

  /// Those of variants with these weights, when `traffic` basis points of the units take part.
  public static GrowthBookRanges of(List<Integer> weights, int traffic) {
    var shares = new Shares(GrowthBookBucketing.shares(new Shape("", Map.of(), weights, null)));
    return new GrowthBookRanges(
        Arrays.stream(shares.ranges(traffic / 10_000.0))
            .map(range -> new Range(range[0], range[1]))
            .toList());
  }
}
