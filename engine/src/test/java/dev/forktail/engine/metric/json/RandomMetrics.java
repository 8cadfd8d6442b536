package dev.forktail.engine.metric.json;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.engine.metric.Cap;
import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Metrics of all types, as chance has it.
final class RandomMetrics {
  private static final String LETTERS = "abcXYZ019 \"\\\n€😀'/";

  private final SplittableRandom random;

  RandomMetrics(long seed) {
    this.random = new SplittableRandom(seed);
  }

  Metric next() {
    var quantity = quantity();
    boolean canHaveCap = quantity instanceof Quantity.Count || quantity instanceof Quantity.Sum;
    return new Metric(
        new MetricKey("m" + random.nextInt(1_000)),
        text(),
        random.nextBoolean() ? "" : text(),
        quantity,
        random.nextBoolean() ? null : Duration.ofSeconds(random.nextLong(1, 365 * 86_400)),
        canHaveCap ? cap() : null,
        random.nextBoolean() ? Direction.UP : Direction.DOWN,
        random.nextDouble(1e-9, 99),
        random.nextDouble(0, 99));
  }

  private Quantity quantity() {
    return switch (random.nextInt(5)) {
      case 0 -> new Quantity.Ratio(single(), single());
      case 1 -> new Quantity.Quantile(measure(text()), random.nextDouble(1e-9, 1));
      case 2 ->
          new Quantity.Funnel(
              IntStream.range(0, random.nextInt(2, Quantity.Funnel.STEPS_MAX + 1))
                  .mapToObj(_ -> measure(null))
                  .toList());
      case 3 -> new Quantity.Retention(measure(null), random.nextInt(1, 366));
      default -> single();
    };
  }

  private Quantity.Single single() {
    return switch (random.nextInt(4)) {
      case 0 -> new Quantity.Conversion(measure(null));
      case 1 -> new Quantity.Count(measure(null));
      case 2 -> new Quantity.Sum(measure(text()));
      default -> new Quantity.Distinct(measure(text()));
    };
  }

  private @Nullable Cap cap() {
    return switch (random.nextInt(3)) {
      case 0 -> null;
      case 1 -> new Cap.At(random.nextDouble(-1e6, 1e6));
      default -> new Cap.Percentile(random.nextDouble(0.51, 1), random.nextBoolean());
    };
  }

  private Measure measure(@Nullable String property) {
    return new Measure(text(), condition(2), property);
  }

  private Condition condition(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 7)) {
      case 0 -> Condition.always();
      case 1 -> new Condition.In(text(), List.of(text(), (long) random.nextInt(), true));
      case 2 -> new Condition.Exists(text());
      case 3 ->
          new Condition.Range(
              text(), new Condition.Bound(random.nextDouble(), random.nextBoolean()), null);
      case 4 -> new Condition.Not(condition(depth - 1));
      case 5 -> new Condition.Any(List.of(condition(depth - 1), condition(depth - 1)));
      default -> new Condition.All(List.of(condition(depth - 1), condition(depth - 1)));
    };
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      int[] letters = LETTERS.codePoints().toArray();
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }
}
