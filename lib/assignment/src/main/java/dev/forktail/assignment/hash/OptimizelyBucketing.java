package dev.forktail.assignment.hash;

import dev.forktail.assignment.hash.Shape.Group;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Optimizely's formula (`Bucketer` of its core-api for Java): `floor(murmur3_x86_32(id +
/// experiment id, seed 1) / 2^32 * 10000)`; the first variant whose end of range is above it. An
/// exclusion group hashes `id + group id`.
///
/// The salt `experiment` is the experiment's id and defaults to its key; `group` is the group's id
/// and defaults to its name. Traffic is the first part of each variant's range, as ranges with gaps
/// are in a datafile.
final class OptimizelyBucketing implements Bucketing {
  private static final int BUCKETS = 10_000;

  private final String experiment;
  private final @Nullable Group group;
  private final String groupId;
  private final int[] ends;

  OptimizelyBucketing(Shape shape) {
    experiment = shape.salt("experiment", shape.key());
    group = shape.group();
    groupId = shape.salt("group", group == null ? "" : group.key());
    long sum = shape.weightSum();
    ends = shape.ends();
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (int) ((long) ends[i] * BUCKETS / sum);
    }
  }

  @Override
  public boolean inGroup(UnitId unit) {
    if (group == null) {
      return true;
    }
    int bucket = bucket(unit.value() + groupId);
    return group.ranges().stream().anyMatch(each -> bucket >= each.from() && bucket < each.to());
  }

  @Override
  public boolean inTraffic(UnitId unit, int traffic) {
    int index = variant(unit);
    int start = index == 0 ? 0 : ends[index - 1];
    return bucket(unit.value() + experiment) < start + (ends[index] - start) * traffic / BUCKETS;
  }

  @Override
  public int variant(UnitId unit) {
    int bucket = bucket(unit.value() + experiment);
    int index = 0;
    while (bucket >= ends[index]) {
      index++;
    }
    return index;
  }

  static int bucket(String text) {
    int hash = Murmur3.of(text.getBytes(StandardCharsets.UTF_8), 1);
    return (int) ((Integer.toUnsignedLong(hash) * BUCKETS) >>> 32);
  }
}
