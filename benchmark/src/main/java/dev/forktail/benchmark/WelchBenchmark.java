package dev.forktail.benchmark;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.estimate.Mean;
import dev.forktail.statistics.inference.ConfidenceSequence;
import dev.forktail.statistics.inference.Evidence;
import dev.forktail.statistics.inference.WelchTest;
import dev.forktail.statistics.sums.Sums;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// From what the units of two arms say to a lift with interval and p-value, for arms of a hundred
/// to ten million units.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class WelchBenchmark {
  private static final int ARMS = 1_024;

  private final Sums[] sums = new Sums[ARMS];
  private final Estimate[] arms = new Estimate[ARMS];
  private final Sums unit = Sums.ofUnit(123_400);
  private int next;

  public WelchBenchmark() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < ARMS; i++) {
      long units = (long) Math.pow(10, random.nextDouble(2, 7));
      long mean = random.nextLong(90_000, 110_000);
      sums[i] = sums(units, mean, random.nextLong(50_000, 500_000));
      arms[i] = Mean.of(sums[i]).get();
    }
  }

  /// A relative lift with p-value and interval of 95 %.
  @Benchmark
  public Answer<Evidence> welch() {
    return effect().map(effect -> WelchTest.of(effect, 0.05));
  }

  /// The same to look at any time.
  @Benchmark
  public Answer<Evidence> sequence() {
    return effect().map(effect -> ConfidenceSequence.of(effect, 0.05));
  }

  /// Mean and variance from exact sums.
  @Benchmark
  public Answer<Estimate> mean() {
    return Mean.of(sums[next++ & (ARMS - 1)]);
  }

  /// One more unit in exact sums.
  @Benchmark
  public Sums add() {
    return sums[next++ & (ARMS - 1)].plus(unit);
  }

  private Answer<Effect> effect() {
    int i = next++;
    return Effect.relative(arms[i & (ARMS - 1)], arms[(i + 1) & (ARMS - 1)]);
  }

  private static Sums sums(long units, long mean, long deviation) {
    var count = BigInteger.valueOf(units);
    var square = BigInteger.valueOf(mean).pow(2).add(BigInteger.valueOf(deviation).pow(2));
    return new Sums(
        units, List.of(count.multiply(BigInteger.valueOf(mean))), List.of(count.multiply(square)));
  }
}
