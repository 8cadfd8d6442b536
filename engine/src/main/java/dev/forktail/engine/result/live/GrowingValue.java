package dev.forktail.engine.result.live;

import dev.forktail.engine.metric.Cap;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.sums.FixedPoint;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The value of a unit while its events are gone through in the order in which they occurred.
sealed interface GrowingValue {

  void add(Fact fact);

  /// The values, as fixed-point integers: one, of a ratio two.
  long[] now();

  /// The order in which the facts, which are ordered by time, are to be added.
  default List<Fact> ordered(List<Fact> facts) {
    return facts;
  }

  static GrowingValue of(Tally tally) {
    return switch (tally.metric().quantity()) {
      case Quantity.Single single ->
          single(single, tally.tracks().getFirst(), tally.metric().cap());
      case Quantity.Ratio(var numerator, var denominator) ->
          new OfTwo(
              single(numerator, tally.tracks().getFirst(), null),
              single(denominator, tally.tracks().getLast(), null));
      case Quantity.Funnel _ -> new OfSteps(tally.tracks());
      case Quantity.Quantile _, Quantity.Retention _ ->
          throw new IllegalArgumentException("No value that grows: " + tally.metric().key());
    };
  }

  private static GrowingValue single(Quantity.Single single, int track, @Nullable Cap cap) {
    return switch (single) {
      case Quantity.Conversion _ -> new OfOne(track, Kind.ANY, Long.MAX_VALUE);
      case Quantity.Count _ -> new OfOne(track, Kind.COUNT, max(cap));
      case Quantity.Sum _ -> new OfOne(track, Kind.SUM, max(cap));
      case Quantity.Distinct _ -> new OfDifferent(track);
    };
  }

  private static long max(@Nullable Cap cap) {
    return cap instanceof Cap.At(var value)
            && FixedPoint.of(value) instanceof Answer.Known<Long>(var fixed)
        ? fixed
        : Long.MAX_VALUE;
  }

  /// What of an event counts.
  enum Kind {
    ANY,
    COUNT,
    SUM
  }

  final class OfOne implements GrowingValue {
    private final int track;
    private final Kind kind;
    private final long max;
    private long value;

    OfOne(int track, Kind kind, long max) {
      this.track = track;
      this.kind = kind;
      this.max = max;
    }

    @Override
    public void add(Fact fact) {
      if (fact.track() == track) {
        value =
            switch (kind) {
              case ANY -> FixedPoint.ONE;
              case COUNT -> value + FixedPoint.ONE;
              case SUM -> value + fact.value();
            };
      }
    }

    @Override
    public long[] now() {
      return new long[] {Math.min(value, max)};
    }
  }

  final class OfDifferent implements GrowingValue {
    private final int track;
    private final Set<Long> values = new HashSet<>();

    OfDifferent(int track) {
      this.track = track;
    }

    @Override
    public void add(Fact fact) {
      if (fact.track() == track) {
        values.add(fact.value());
      }
    }

    @Override
    public long[] now() {
      return new long[] {values.size() * FixedPoint.ONE};
    }
  }

  record OfTwo(GrowingValue numerator, GrowingValue denominator) implements GrowingValue {
    @Override
    public void add(Fact fact) {
      numerator.add(fact);
      denominator.add(fact);
    }

    @Override
    public long[] now() {
      return new long[] {numerator.now()[0], denominator.now()[0]};
    }
  }

  /// Each event is one step at most.
  final class OfSteps implements GrowingValue {
    private final List<Integer> tracks;
    private int done;

    OfSteps(List<Integer> tracks) {
      this.tracks = tracks;
    }

    /// What occurred at once is taken in the order of the steps.
    @Override
    public List<Fact> ordered(List<Fact> facts) {
      return facts.stream()
          .sorted(
              Comparator.comparingLong(Fact::occurredMicros)
                  .thenComparingInt(fact -> tracks.indexOf(fact.track())))
          .toList();
    }

    @Override
    public void add(Fact fact) {
      if (done < tracks.size() && tracks.get(done) == fact.track()) {
        done++;
      }
    }

    @Override
    public long[] now() {
      return new long[] {done == tracks.size() ? FixedPoint.ONE : 0};
    }
  }
}
