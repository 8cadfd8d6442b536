package dev.forktail.engine.result.aacheck;

import dev.forktail.assignment.hash.UnitId;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.report.ReportSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One deal of an A/A check: as many units as are dealt at most to two arms, and the p-values of
/// ten metrics, each of which a tenth of the units has a value in.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DealBenchmark {
  private static final int SALTS = 1_000;
  private static final int METRICS = 10;

  private final Dealing dealing =
      new Dealing(
          IntStream.range(0, PastUnits.DEALT_MAX).mapToObj(i -> UnitId.of("unit " + i)).toList(),
          0);
  private final List<PValues> metrics = new ArrayList<>();
  private int salt;

  public DealBenchmark() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < METRICS; i++) {
      var past = new PastValues(1);
      for (int unit = 0; unit < PastUnits.DEALT_MAX; unit++) {
        past.add(unit, random.nextInt(10) == 0 ? random.nextLong(1, 1_000_000) : 0);
      }
      var metric = Metric.of("m" + i, new Quantity.Sum(Measure.of("Order Completed", "revenue")));
      metrics.add(new PValues(metric, past, SALTS, ReportSettings.standard()));
    }
  }

  /// One of a thousand.
  @Benchmark
  public int deal() {
    salt = (salt + 1) % SALTS;
    var treatment = dealing.treatment(salt);
    metrics.forEach(metric -> metric.add(salt, treatment));
    return treatment.cardinality();
  }
}
