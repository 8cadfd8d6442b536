package dev.forktail.engine.metric.trial;

import dev.forktail.engine.metric.Measure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a metric would have counted yesterday and in the last 24 hours.
///
/// @param asOf everything that was stored before is in it; null when nothing was counted
/// @param measures what each of its measures would have counted; none when that is not known
/// @param warnings what its maker should look at, or why nothing was counted; sentences
public record MetricTrial(@Nullable Instant asOf, List<Counted> measures, List<String> warnings) {
  public MetricTrial {
    measures = List.copyOf(measures);
    warnings = List.copyOf(warnings);
  }

  static MetricTrial failed(String why) {
    return new MetricTrial(null, List.of(), List.of(why));
  }

  /// What a measure would have counted.
  ///
  /// @param yesterday the last whole day, in UTC
  public record Counted(Measure measure, Count yesterday, Count last24Hours) {}

  /// What it would have counted within some time.
  ///
  /// @param events of that name, not by bots, that satisfy the condition
  /// @param units how many persons they are of, as far as each event says
  /// @param usable how many of them have a value that counts
  /// @param sum of these values; null where values are not added
  public record Count(long events, long units, long usable, @Nullable Double sum) {

    /// Of the values that count; null where there are none.
    public @Nullable Double mean() {
      return sum == null || usable == 0 ? null : sum / usable;
    }
  }
}
