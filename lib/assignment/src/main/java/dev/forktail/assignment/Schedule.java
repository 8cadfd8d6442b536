package dev.forktail.assignment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When a running experiment assigns: from `start` on, before `end`, both optional; and how its
/// traffic is ramped up meanwhile. Steps are in order of time and never lower the traffic.
public record Schedule(@Nullable Instant start, @Nullable Instant end, List<RampStep> ramp) {
  public static final Schedule ALWAYS = new Schedule(null, null, List.of());

  /// From `at` on, `traffic` basis points of the units take part.
  public record RampStep(Instant at, int traffic) {
    public RampStep {
      BasisPoints.check("ramp traffic", traffic);
    }
  }

  public Schedule {
    ramp = List.copyOf(ramp);
    if (start != null && end != null && !start.isBefore(end)) {
      throw new IllegalArgumentException("end must be after start: " + start + " .. " + end);
    }
    for (int i = 1; i < ramp.size(); i++) {
      if (!ramp.get(i - 1).at().isBefore(ramp.get(i).at())) {
        throw new IllegalArgumentException("ramp must be in order of time: " + ramp.get(i).at());
      }
      if (ramp.get(i - 1).traffic() > ramp.get(i).traffic()) {
        throw new IllegalArgumentException("ramp must not go down: " + ramp.get(i).traffic());
      }
    }
  }

  /// The moments at which something changes.
  public List<Instant> changes() {
    return Stream.concat(
            Stream.of(start, end).filter(Objects::nonNull), ramp.stream().map(RampStep::at))
        .toList();
  }

  /// Whether it has begun and is not over.
  public boolean covers(Instant now) {
    return (start == null || !now.isBefore(start)) && (end == null || now.isBefore(end));
  }

  /// The traffic at `now`: that of the last step taken, else `initial`.
  public int trafficAt(Instant now, int initial) {
    for (int i = ramp.size() - 1; i >= 0; i--) {
      if (!now.isBefore(ramp.get(i).at())) {
        return ramp.get(i).traffic();
      }
    }
    return initial;
  }
}
