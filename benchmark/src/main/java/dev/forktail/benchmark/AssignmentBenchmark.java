package dev.forktail.benchmark;

import dev.forktail.assignment.Assignment;
import dev.forktail.assignment.AssignmentListener;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Experiments;
import dev.forktail.assignment.Strategies;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Surroundings;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.Visit;
import dev.forktail.assignment.WeightFeed;
import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.condition.Condition.All;
import dev.forktail.assignment.condition.Condition.Bound;
import dev.forktail.assignment.condition.Condition.In;
import dev.forktail.assignment.condition.Condition.Range;
import dev.forktail.assignment.hash.UnitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Deciding by `hash`, one thread: an experiment with targeting on two attributes and half of the
/// traffic, of a thousand experiments; for subjects that exist, and for one made from texts each
/// time; and all thousand for one subject. 4,096 subjects with UUIDs, half of whom are targeted.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AssignmentBenchmark {
  private static final int SUBJECTS = 4_096;

  private final ExperimentKey key = new ExperimentKey("experiment-500");
  private final Visit visit = Visit.at(Instant.parse("2026-11-23T12:00:00Z"));
  private final String[] ids = new String[SUBJECTS];
  private final Subject[] subjects = new Subject[SUBJECTS];
  private final Experiments experiments = experiments();
  private int next;

  public AssignmentBenchmark() {
    for (int i = 0; i < SUBJECTS; i++) {
      ids[i] = "3f2504e0-4f89-11d3-9a0c-%012d".formatted(i);
      subjects[i] = Subject.user(ids[i]).with(attributes(i));
    }
  }

  private static Map<String, Object> attributes(int number) {
    return Map.of("country", number % 2 == 0 ? "AT" : "FR", "age", 20 + number % 50, "plan", "pro");
  }

  private static Experiments experiments() {
    Condition targeting =
        new All(
            List.of(
                new In("country", List.of("AT", "DE", "CH")),
                new Range("age", new Bound(18, true), null)));
    var definitions = new ArrayList<Experiment>();
    for (int i = 0; i < 1_000; i++) {
      definitions.add(
          Experiment.draft(
                  "experiment-" + i, Variant.of("control", 5_000), Variant.of("treatment", 5_000))
              .running()
              .targeting(targeting)
              .traffic(5_000)
              .make());
    }
    var surroundings =
        new Surroundings(
            Strategies.builtIn(), ThreadLocalRandom::current, WeightFeed.NONE, new Loud());
    return Experiments.none(surroundings).with(definitions);
  }

  @Benchmark
  public @Nullable Assignment one() {
    next = (next + 1) % SUBJECTS;
    return experiments.assign(key, subjects[next], visit);
  }

  @Benchmark
  public @Nullable Assignment oneForANewSubject() {
    next = (next + 1) % SUBJECTS;
    var id = UnitId.of(ids[next]);
    var subject = new Subject(id, null, null, null, subjects[next].attributes(), false);
    return experiments.assign(key, subject, visit);
  }

  @Benchmark
  public List<Assignment> aThousand() {
    next = (next + 1) % SUBJECTS;
    return experiments.assignAll(subjects[next], visit);
  }

  private static final class Loud implements AssignmentListener {
    @Override
    public void strategyFailed(ExperimentKey experiment, String strategy, Throwable cause) {
      throw new IllegalStateException(strategy + " failed", cause);
    }

    @Override
    public void pluginFailed(Throwable cause) {
      throw new IllegalStateException("No plugin is loaded here", cause);
    }
  }
}
